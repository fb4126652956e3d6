/* Which member counts is told by the kind. */
#include "view/pointed.h"

#include <string.h>

bool pointed_same(const Pointed *a, const Pointed *b) {
    return a->kind == b->kind && a->head == b->head && a->row == b->row && a->col == b->col &&
           a->index == b->index && a->aside == b->aside && strcmp(a->path, b->path) == 0;
}

bool pointed_is(const Pointed *p, TargetKind kind, int index) {
    return p->kind == kind && p->index == index && !p->aside;
}

bool pointed_cell(const Pointed *p) {
    return p->kind == TARGET_CELLS || p->kind == TARGET_OPERAND;
}

const char *pointed_value(const Pointed *p) {
    return pointed_cell(p) || p->kind == TARGET_STEP ? p->path : "";
}

const char *pointed_step(const Pointed *p) {
    return p->kind == TARGET_STEP ? p->path : "";
}

const char *pointed_mark(const Pointed *p) {
    return p->kind == TARGET_MARK || p->kind == TARGET_LINK ? p->path : "";
}
