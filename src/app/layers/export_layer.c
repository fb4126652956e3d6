/* Keys and pointer of the export sheet, and what it says; of a series that is being written, the
   key that stops it. */
#include "app/layers/export_layer.h"

#include <string.h>

#include "app/acts/export.h"
#include "app/layers/export_preview.h"
#include "app/layers/pointer.h"
#include "app/state/shown.h"
#include "scene/frame/build.h"

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

static bool export_take_hover(App *app, Event *e) {
    pointer_on_sheet(app, e);
    return true;
}

/* Beside the sheet: it shuts. */
static bool export_take_release(App *app, Event *e) {
    if (!e->on || e->target.kind != TARGET_EXPORT) return true;
    if (app->export.running) return export_series_stop(app, NULL), true;
    Choice row = (Choice)e->target.row0;
    switch ((ExportPart)e->target.col0) {
    case EXPORT_LESS: export_change(app, row, -1); break;
    case EXPORT_MORE:
    case EXPORT_ROW: export_change(app, row, 1); break;
    case EXPORT_SAVE: export_save(app); break;
    case EXPORT_BESIDE:
    case EXPORT_CLOSE: export_shut(app); break;
    case EXPORT_GROUND: break;
    default: export_choose(app, row, e->target.col0 - EXPORT_VALUE);
    }
    return true;
}

static bool export_take_wheel(App *app, Event *e) {
    int part = e->target.col0;
    bool row = app->export.open && e->on && e->target.kind == TARGET_EXPORT &&
               (part <= EXPORT_MORE || part >= EXPORT_VALUE);
    if (row && e->notches != 0) export_change(app, (Choice)e->target.row0, e->notches > 0 ? -1 : 1);
    return true;
}

const Layer export_layer = {.wants = export_has_keys,
                            .take = {[EVENT_KEY] = export_take_key,
                                     [EVENT_TYPED] = export_take_key,
                                     [EVENT_HOVER] = export_take_hover,
                                     [EVENT_PRESS] = pointer_swallow,
                                     [EVENT_RELEASE] = export_take_release,
                                     [EVENT_WHEEL] = export_take_wheel}};

/* What a scene draws */

static const char *export_value_word(const Lang *lang, Choice row, int at, Arena *arena) {
    const char *value = choice_value(row, at), *by = strchr(value, 'x');
    if (row == CHOICE_SIZE && by)
        return arena_print(arena, "%.*s × %s", (int)(by - value), value, by + 1);
    return lang_text(lang, arena_print(arena, "export.%s.%s", choice_row(row), value));
}

const ExportSheet *export_sheet(App *app, const SceneInput *in, Arena *arena) {
    Export *x = &app->export;
    ExportRow *rows = arena_many(arena, ExportRow, CHOICE_COUNT);
    ExportSheet *out = arena_many(arena, ExportSheet, 1);
    FigurePlan plan = export_plan(app);
    SceneInput with = *in;
    float room[2];
    for (int i = 0; i < CHOICE_COUNT; i++) {
        Choice row = (Choice)i;
        int count = choice_values(row);
        const char **values = arena_many(arena, const char *, count);
        for (int k = 0; k < count; k++) values[k] = export_value_word(in->lang, row, k, arena);
        rows[i] = (ExportRow){
            .label = lang_text(in->lang, arena_print(arena, "export.%s", choice_row(row))),
            .values = values,
            .count = count,
            .at = x->choices.at[i],
            .usable = choices_apply(&x->choices, row),
            .apart = row == CHOICE_THEME || row == CHOICE_NUMBERS};
    }
    *out = (ExportSheet){.rows = rows, .count = CHOICE_COUNT, .row = (int)x->row};
    with.file = out;
    scene_file_room(&with, room);
    if (room[0] > 0 && (x->stale || room[0] != x->room[0] || room[1] != x->room[1]))
        export_preview_make(app, &plan, room);
    out->file = arena_print(arena, "%s%s", figure_name(&app->view, &app->run, arena),
                            figure_ending(plan.format));
    out->width = x->width, out->height = x->height;
    out->cells = x->cells, out->shown_rows = x->rows, out->shown_cols = x->cols;
    out->lines = (const char *const *)x->lines, out->line_count = x->line_count;
    return out;
}

const ExportSeries *export_series(const App *app, Arena *arena) {
    ExportSeries *out = arena_many(arena, ExportSeries, 1);
    *out = (ExportSeries){app->export.done, app->export.total, export_series_name(app, arena),
                          "export.series", "export.stops"};
    return out;
}
