/* Each row says its name, its present value, and what it does. */
#include "app/layers/menu_sheet.h"

#include <stdio.h>
#include <string.h>

#include "app/acts/menu_rows.h"
#include "base/text.h"

static const char *menu_sheet_number(const Lang *lang, float x, Arena *arena) {
    char text[32];
    if (text_no_number((double)x)) return text_no_number((double)x);
    number_print(x, text, sizeof text);
    if (strlen(text) > 8) snprintf(text, sizeof text, "%.4g", (double)x);
    char *shown = arena_print(arena, "%s%s", *text == '-' ? "−" : "", text + (*text == '-'));
    return lang_number(lang, shown, arena);
}

static const char *menu_sheet_value(const Lang *lang, const MenuRow *r, Arena *arena) {
    if (!r->usable) return lang_text(lang, "menu.cell.none");
    if (r->said) return r->said;
    if (r->kind == MENU_LINK) return "A";
    return r->kind == MENU_NUMBER ? menu_sheet_number(lang, r->now, arena)
                                  : lang_text(lang, r->states[r->chosen]);
}

/* A change elsewhere has a long name, which its row may have to cut. */
static const char *menu_sheet_help(const Lang *lang, const MenuRow *r, Arena *arena) {
    const char *help =
        r->help ? r->help : lang_text(lang, arena_print(arena, "menu.%s.help", r->name));
    return r->group == MENU_OTHERS ? arena_print(arena, "%s. %s", r->title, help) : help;
}

const WhatPanel *menu_panel(const App *app, Arena *arena) {
    static const char *const groups[] = {"menu.group.head", "menu.group.here",
                                         "menu.group.attention", "menu.group.machine",
                                         "menu.group.others"};
    const Lang *lang = app_lang(app);
    MenuRow *rows = arena_many(arena, MenuRow, MENU_ROWS);
    WhatRow *said = arena_many(arena, WhatRow, MENU_ROWS);
    WhatPanel *out = arena_many(arena, WhatPanel, 1);
    int count = menu_rows(app, arena, rows);
    for (int i = 0; i < count; i++) {
        const MenuRow *r = &rows[i];
        bool begins = i == 0 || r->group != rows[i - 1].group;
        const char *name = arena_print(arena, "menu.%s", r->name);
        said[i] = (WhatRow){.heading = begins ? lang_text(lang, groups[r->group]) : NULL,
                            .label = r->title ? r->title : lang_text(lang, name),
                            .value = menu_sheet_value(lang, r, arena),
                            .help = menu_sheet_help(lang, r, arena),
                            .steps = r->kind != MENU_LINK,
                            .number = r->kind == MENU_NUMBER,
                            .usable = r->usable,
                            .on = r->at >= 0};
    }
    *out = (WhatPanel){.rows = said,
                       .count = count,
                       .row = app->menu.row < count ? app->menu.row : count - 1,
                       .typed = app->menu.number.on ? app->menu.number.text : NULL,
                       .whole = app->menu.number.whole};
    return out;
}
