/* Keys and pointer of the export sheet; of a series that is being written, the key that stops it.
 */
#include "app/layers/export_layer.h"

#include "app/acts/export.h"
#include "app/layers/export_sheet.h"

static void export_press_key(App *app, int key, int held) {
    Export *x = &app->export;
    if (x->running) {
        if (key == KEY_ESCAPE) export_series_stop(app, NULL);
        return;
    }
    if (held & KEY_CTRL) return;
    switch (key) {
    case KEY_DOWN: export_row(app, 1); break;
    case KEY_UP: export_row(app, -1); break;
    case KEY_TAB: export_row(app, held & KEY_SHIFT ? -1 : 1); break;
    case KEY_RIGHT:
    case ' ':
    case ']': export_change(app, x->row, 1); break;
    case KEY_LEFT:
    case '[': export_change(app, x->row, -1); break;
    case KEY_ENTER: export_save(app); break;
    case KEY_ESCAPE: export_shut(app); break;
    case 'x':
        if (held & KEY_SHIFT)
            export_series_begin(app);
        else
            export_shut(app);
        break;
    default: break;
    }
}

static bool export_take_key(App *app, Event *e) {
    if (e->always)
        e->then = e->command;
    else
        export_press_key(app, e->key, e->held);
    return true;
}

/* The pointer */

static int export_layer_spot_at(const Export *x, float px, float py) {
    for (int i = x->spot_count; i > 0; i--) {
        const Spot *s = &x->spots[i - 1];
        if (px >= s->x && py >= s->y && px < s->x + s->w && py < s->y + s->h) return i;
    }
    return 0;
}

static bool export_take_hover(App *app, Event *e) {
    int hover = app->export.open ? export_layer_spot_at(&app->export, e->x, e->y) : 0;
    if (hover == app->export.hover) return true;
    app->export.hover = hover;
    app_stale(app);
    return true;
}

static bool export_take_press(App *app, Event *e) {
    (void)app, (void)e;
    return true;
}

/* Beside the sheet: it shuts. */
static bool export_take_release(App *app, Event *e) {
    Export *x = &app->export;
    int at = export_layer_spot_at(x, e->x, e->y);
    Spot s = at ? x->spots[at - 1] : (Spot){.kind = SPOT_CLOSE};
    if (!x->open) return true;
    switch (s.kind) {
    case SPOT_LESS: export_change(app, s.row, -1); break;
    case SPOT_MORE:
    case SPOT_ROW: export_change(app, s.row, 1); break;
    case SPOT_SAVE: export_save(app); break;
    case SPOT_CLOSE: export_shut(app); break;
    case SPOT_PANEL: break;
    }
    return true;
}

static bool export_take_wheel(App *app, Event *e) {
    int at = app->export.open ? export_layer_spot_at(&app->export, e->x, e->y) : 0;
    if (!at || e->notches == 0) return true;
    Spot s = app->export.spots[at - 1];
    if (s.kind <= SPOT_ROW) export_change(app, s.row, e->notches > 0 ? -1 : 1);
    return true;
}

static void export_draw(App *app, const SceneInput *in, Scene *scene) {
    if (app->export.open) export_sheet_add(app, in, scene);
    if (app->export.running) export_progress_add(app, in, scene);
}

const Layer export_layer = {.wants = export_has_keys,
                            .take = {[EVENT_KEY] = export_take_key,
                                     [EVENT_TYPED] = export_take_key,
                                     [EVENT_HOVER] = export_take_hover,
                                     [EVENT_PRESS] = export_take_press,
                                     [EVENT_RELEASE] = export_take_release,
                                     [EVENT_WHEEL] = export_take_wheel},
                            .draw = export_draw};
