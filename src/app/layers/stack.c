/* The order is the one in which events are offered. */
#include "app/layers/stack.h"

#include <stddef.h>

#include "app/layers/carry.h"
#include "app/layers/contents.h"
#include "app/layers/cursor.h"
#include "app/layers/dark.h"
#include "app/layers/export_layer.h"
#include "app/layers/field.h"
#include "app/layers/heat.h"
#include "app/layers/key_list.h"
#include "app/layers/menu.h"
#include "app/layers/more.h"
#include "app/layers/pointer.h"
#include "app/layers/value.h"

const Layer *const layer_stack[] = {
    &blank_layer,    &export_layer,   &more_layer,   &menu_layer,   &carry_layer,
    &heat_layer,     &value_layer,    &field_layer,  &cursor_layer, &spotlight_layer,
    &key_list_layer, &contents_layer, &pointer_layer};
const int layer_count = sizeof layer_stack / sizeof *layer_stack;
