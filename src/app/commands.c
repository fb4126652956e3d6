/* A row says what its key does. What means something else in the tree of hypotheses, in the grid of
   heads or beside a lesson is told apart here. */
#include "app/commands.h"

#include <string.h>

#include "app/acts/carry.h"
#include "app/acts/choose.h"
#include "app/acts/compare.h"
#include "app/acts/export.h"
#include "app/acts/heads_grid.h"
#include "app/acts/home.h"
#include "app/acts/learn.h"
#include "app/acts/lens_walk.h"
#include "app/acts/motion.h"
#include "app/acts/play.h"
#include "app/acts/present.h"
#include "app/acts/sentence.h"
#include "app/acts/trail.h"
#include "app/acts/walk.h"
#include "app/acts/what_if.h"
#include "app/layers/cursor.h"
#include "app/layers/field.h"
#include "app/layers/key_list.h"
#include "app/layers/menu.h"
#include "app/layers/more.h"
#include "app/layers/value.h"
#include "app/screen.h"
#include "app/settle.h"
#include "app/state/history.h"
#include "app/state/shown.h"
#include "scene/frame/build.h"
#include "view/link.h"

/* Walking */

/* The same key that began a movement ends it. What is presented comes part by part before the
   lesson beside it goes on. */
static void command_step(App *app, int by) {
    bool beside = lessons_page_shown(app) && lessons_open_question(app) < 0;
    if (beside && walk_part(app, by)) return;
    if (learn_turn(app, by) || motion_skip(app)) return;
    if (walk_next(app, by) && app->view.passing.playing) play_restart(app);
}

static void command_end(App *app, int last) {
    if (!learn_end(app, last)) walk_end(app, last);
}

static void command_in(App *app) {
    if (learn_pinned(app)) return;
    if (choose_here(app)) {
        choose_in(app);
        return;
    }
    if (lens_walk_here(app)) {
        lens_walk_in(app);
        return;
    }
    motion_skip(app);
    if (heads_grid_here(app))
        heads_grid_in(app, app_seen(app));
    else
        walk_in(app, app_seen(app));
}

static void command_sentence(App *app) {
    motion_stop(app);
    motion_skip(app);
    home_show(app);
}

static void command_out(App *app) {
    motion_skip(app);
    if (heads_grid_out(app)) return;
    Depth from = app->view.shown.at.depth;
    walk_out(app);
    if (app->view.shown.at.depth != from) walk_left(app, app_seen(app), from);
}

/* Lets go of what is nearest: the list, the play, the movement, the pin; then comes out. */
static void command_escape(App *app) {
    View *v = &app->view;
    if (v->shown.setting.presenting)
        present_end(app), v->passing.keys_page = 0;
    else if (v->passing.keys_page)
        v->passing.keys_page = 0;
    else if (v->passing.cursor)
        app_end_cursor(app);
    else if (v->passing.spotlight)
        v->passing.spotlight = false;
    else if (v->passing.playing)
        motion_stop(app), motion_skip(app);
    else if (motion_skip(app) || heads_grid_out(app))
        return;
    else if (v->shown.at.depth == DEPTH_STEP && (v->shown.at.row >= 0 || v->shown.at.col >= 0))
        v->shown.at.row = v->shown.at.col = -1;
    else
        command_out(app);
}

static void app_command_head(App *app, int by) {
    if (choose_here(app))
        choose_more(app, by);
    else if (heads_grid_here(app))
        heads_grid_next(app, app_seen(app), by);
    else
        walk_head(app, by);
}

static void command_row(App *app, int by) {
    if (choose_here(app))
        choose_rank(app, by);
    else if (lens_walk_here(app))
        lens_walk_row(app, by);
    else
        walk_row(app, by);
}

static void command_col(App *app, int by) {
    if (choose_here(app))
        choose_top_k(app, by);
    else if (lens_walk_here(app))
        lens_walk_col(app, by);
    else
        walk_col(app, by);
}

static void command_why(App *app) {
    motion_skip(app);
    trail_why(app);
}

static void command_where(App *app) {
    motion_skip(app);
    trail_where(app);
}

/* Along the trail; where there is none, out of the what-ifs. */
static void command_back(App *app) {
    motion_skip(app);
    if (trail_back(app)) return;
    if (app->view.shown.of.what.count)
        what_if_clear(app);
    else
        app_say_key(app, "app.no_trail");
}

/* Looking */

static void command_form(App *app) {
    SceneInput in = shown_input(app);
    FigureForm form = app->view.shown.at.form;
    for (int i = 0; i < FORM_COUNT; i++) {
        form = (FigureForm)((form + 1) % FORM_COUNT);
        if (scene_has_form(&in, form)) break;
    }
    if (form == app->view.shown.at.form) app_say_key(app, "app.one_form");
    heads_grid_form(app, form);
}

/* What is open now shuts, and the other way round. */
static void command_fold(App *app, int panel) {
    View *v = &app->view;
    SceneInput in = shown_input(app);
    Fold *f = panel == PANEL_MAP     ? &v->shown.setting.map
              : panel == PANEL_NOTES ? &v->shown.setting.notes
                                     : &v->shown.setting.timeline;
    if (v->shown.setting.presenting) return;
    *f = app->width && scene_panel_open(&in, panel) ? FOLD_SHUT : FOLD_OPEN;
}

/* Nearer, further; 0: all of it. */
static void command_zoom(App *app, int by) {
    const float notch = 1.5f;
    motion_zoom(app, by > 0 ? notch : by < 0 ? 1 / notch : 0, 0.5f, 0.5f);
}

static void command_pan_x(App *app, int tenths) {
    motion_pan(app, (float)tenths / 10, 0);
}

static void command_pan_y(App *app, int tenths) {
    motion_pan(app, 0, (float)tenths / 10);
}

static void command_theme(App *app) {
    app->view.shown.setting.theme =
        app->view.shown.setting.theme == THEME_NIGHT ? THEME_PAPER : THEME_NIGHT;
}

static void command_language(App *app) {
    app->language = (app->language + 1) % app->language_count;
}

/* The next size of type, or the usual one: 0. */
static void command_text_size(App *app, int by) {
    static const int sizes[] = {75, 85, 100, 115, 130, 150, 175, 200};
    const int most = sizeof sizes / sizeof *sizes - 1;
    int at = 0;
    while (at < most && sizes[at] < app->view.shown.setting.text_size) at++;
    bool between = sizes[at] != app->view.shown.setting.text_size;
    at += by < 0 ? -1 : between ? 0 : 1;
    app->view.shown.setting.text_size = by ? sizes[at < 0 ? 0 : at > most ? most : at] : 100;
}

static void command_dots(App *app) {
    app->view.shown.setting.dots = !app->view.shown.setting.dots;
}

/* The next kind; from ends that were dragged back to the first. */
static void command_scale(App *app) {
    ScaleWish *w = &app->view.shown.scale;
    *w = (ScaleWish){.kind = w->kind < SCALE_ROW ? (ScaleKind)(w->kind + 1) : SCALE_AUTO};
}

static void command_full_screen(App *app) {
    app->full_screen = !app->full_screen;
}

static void command_region(App *app, int by) {
    cursor_region(app, app_seen(app), by);
}

/* Doing */

static void command_edit(App *app) {
    motion_stop(app);
    present_end(app);
    field_open(app);
}

static void command_dice(App *app) {
    if (settle_matrices(app) && sentence_dice(app)) field_close(app, false);
}

static void command_answer(App *app, int answer) {
    learn_answer(app, -1, answer);
}

/* What the window shows, as the line that --view reads, or as the address of it in a page. */
static void command_copy_view(App *app) {
    Buffer text = {0};
    bool link = shown_link(app, &app->view, &text);
    if (!link) view_print(&app->view, &app->run, &text);
    app_copy(app, text.data, text.size);
    bool too_long = app->link && text.size > LINK_MOST;
    app_say_key(app, link ? "app.link_copied" : too_long ? "app.link_long" : "app.view_copied");
    buffer_free(&text);
}

static void command_quit(App *app) {
    app->quit = true;
}

static const KeyRow rows[] = {
    {"→", KEY_RIGHT, 0, "keys.next", COMMAND_NEXT, .move = command_step, .by = 1,
     .group = "keys.group.walk"},
    {"PageDown", KEY_PAGE_DOWN, 0, "keys.next", COMMAND_NEXT, .move = command_step, .by = 1},
    {"←", KEY_LEFT, 0, "keys.previous", COMMAND_PREVIOUS, .move = command_step, .by = -1},
    {"PageUp", KEY_PAGE_UP, 0, "keys.previous", COMMAND_PREVIOUS, .move = command_step, .by = -1},
    {"↓", KEY_DOWN, 0, "keys.in", COMMAND_IN, .act = command_in},
    {"Enter", KEY_ENTER, 0, "keys.in", COMMAND_IN, .act = command_in},
    {"↑", KEY_UP, 0, "keys.out", COMMAND_OUT, .act = command_out},
    {"Esc", KEY_ESCAPE, 0, "keys.escape", COMMAND_ESCAPE, .act = command_escape},
    {"Shift Home", KEY_HOME, KEY_SHIFT, "keys.sentence", COMMAND_SENTENCE, .act = command_sentence},
    {"Shift E", 'e', KEY_SHIFT, "keys.contrast", COMMAND_CONTRAST, .act = home_contrast},
    {"Home", KEY_HOME, 0, "keys.first", COMMAND_FIRST, .move = command_end, .by = 0},
    {"End", KEY_END, 0, "keys.last", COMMAND_LAST, .move = command_end, .by = 1},
    {"Shift →", KEY_RIGHT, KEY_SHIFT, "keys.next_word", COMMAND_NEXT_WORD, .move = walk_word,
     .by = 1},
    {"Shift ←", KEY_LEFT, KEY_SHIFT, "keys.previous_word", COMMAND_PREVIOUS_WORD, .move = walk_word,
     .by = -1},
    {"Space", ' ', 0, "keys.play", COMMAND_PLAY, .act = play_toggle},
    {"K", 'k', 0, "keys.faster", COMMAND_FASTER, .move = motion_speed, .by = 1},
    {"J", 'j', 0, "keys.slower", COMMAND_SLOWER, .move = motion_speed, .by = -1},
    {"Tab", KEY_TAB, 0, "keys.next_region", COMMAND_NEXT_REGION, .move = command_region, .by = 1},
    {"Shift Tab", KEY_TAB, KEY_SHIFT, "keys.previous_region", COMMAND_PREVIOUS_REGION,
     .move = command_region, .by = -1},
    {"F", 'f', 0, "keys.form", COMMAND_FORM, .act = command_form, .group = "keys.group.look"},
    {"A", 'a', 0, "keys.tree", COMMAND_TREE, .act = choose_tree},
    {"Shift F", 'f', KEY_SHIFT, "keys.lens", COMMAND_LENS, .act = lens_walk_toggle},
    {"R", 'r', 0, "keys.reorder", COMMAND_REORDER, .act = heads_grid_reorder},
    {"]", ']', 0, "keys.next_head", COMMAND_NEXT_HEAD, .move = app_command_head, .by = 1},
    {"[", '[', 0, "keys.previous_head", COMMAND_PREVIOUS_HEAD, .move = app_command_head, .by = -1},
    {";", ';', 0, "keys.next_row", COMMAND_NEXT_ROW, .move = command_row, .by = 1},
    {",", ',', 0, "keys.previous_row", COMMAND_PREVIOUS_ROW, .move = command_row, .by = -1},
    {">", '>', 0, "keys.next_col", COMMAND_NEXT_COL, .move = command_col, .by = 1},
    {"<", '<', 0, "keys.previous_col", COMMAND_PREVIOUS_COL, .move = command_col, .by = -1},
    {"Ctrl +", '+', KEY_CTRL, "keys.zoom_in", COMMAND_ZOOM_IN, .move = command_zoom, .by = 1},
    {"Ctrl −", '-', KEY_CTRL, "keys.zoom_out", COMMAND_ZOOM_OUT, .move = command_zoom, .by = -1},
    {"Ctrl 0", '0', KEY_CTRL, "keys.zoom_whole", COMMAND_ZOOM_WHOLE, .move = command_zoom, .by = 0},
    {"Ctrl →", KEY_RIGHT, KEY_CTRL, "keys.pan_right", COMMAND_PAN_RIGHT, .move = command_pan_x,
     .by = 1},
    {"Ctrl ←", KEY_LEFT, KEY_CTRL, "keys.pan_left", COMMAND_PAN_LEFT, .move = command_pan_x,
     .by = -1},
    {"Ctrl ↓", KEY_DOWN, KEY_CTRL, "keys.pan_down", COMMAND_PAN_DOWN, .move = command_pan_y,
     .by = 1},
    {"Ctrl ↑", KEY_UP, KEY_CTRL, "keys.pan_up", COMMAND_PAN_UP, .move = command_pan_y, .by = -1},
    {"O", 'o', 0, "keys.dots", COMMAND_DOTS, .act = command_dots},
    {"Shift S", 's', KEY_SHIFT, "keys.scale", COMMAND_SCALE, .act = command_scale},
    {"Y", 'y', 0, "keys.why", COMMAND_WHY, .act = command_why, .group = "keys.group.ask"},
    {"G", 'g', 0, "keys.where", COMMAND_WHERE, .act = command_where},
    {"Backspace", KEY_BACKSPACE, 0, "keys.back", COMMAND_BACK, .act = command_back},
    {"C", 'c', 0, "keys.compare", COMMAND_COMPARE, .act = compare_toggle},
    {"Shift C", 'c', KEY_SHIFT, "keys.swap", COMMAND_SWAP, .act = compare_swap},
    {"Z", 'z', 0, "keys.side", COMMAND_SIDE, .act = compare_side},
    {"E", 'e', 0, "keys.edit", COMMAND_EDIT, .act = command_edit, .covers = true,
     .group = "keys.group.change"},
    {"D", 'd', 0, "keys.dice", COMMAND_DICE, .act = command_dice},
    {"W", 'w', 0, "keys.what_if", COMMAND_WHAT_IF, .act = menu_toggle},
    {"Shift ↓", KEY_DOWN, KEY_SHIFT, "keys.carry_next", COMMAND_CARRY_NEXT, .move = carry_next,
     .by = 1},
    {"Shift ↑", KEY_UP, KEY_SHIFT, "keys.carry_back", COMMAND_CARRY_BACK, .move = carry_next,
     .by = -1},
    {"=", '=', 0, "keys.value", COMMAND_VALUE, .act = value_open, .covers = true},
    {"Delete", KEY_DELETE, 0, "keys.clear_what_if", COMMAND_CLEAR_WHAT_IF, .act = what_if_clear},
    {"Shift A", 'a', KEY_SHIFT, "keys.search", COMMAND_SEARCH, .act = choose_kind},
    {"{", '{', 0, "keys.heat", COMMAND_COOLER, .move = choose_heat, .by = -1},
    {"}", '}', 0, "keys.heat", COMMAND_WARMER, .move = choose_heat, .by = 1},
    {"Shift D", 'd', KEY_SHIFT, "keys.draw", COMMAND_DRAW, .move = home_draw, .by = 1},
    {"Shift T", 't', KEY_SHIFT, "keys.draw", COMMAND_DRAW_TEN, .move = home_draw, .by = 10},
    {"Ctrl Z", 'z', KEY_CTRL, "keys.undo", COMMAND_UNDO, .move = history_move, .by = -1},
    {"Ctrl Shift Z", 'z', KEY_CTRL | KEY_SHIFT, "keys.redo", COMMAND_REDO, .move = history_move,
     .by = 1},
    {"L", 'l', 0, "keys.lessons", COMMAND_LESSONS, .act = learn_toggle,
     .group = "keys.group.lesson"},
    {"Shift L", 'l', KEY_SHIFT, "keys.contents", COMMAND_CONTENTS, .act = learn_contents},
    {"H", 'h', 0, "keys.hint", COMMAND_HINT, .act = learn_hint},
    {"U", 'u', 0, "keys.figure_back", COMMAND_FIGURE_BACK, .act = learn_figure},
    {"Ctrl R", 'r', KEY_CTRL, "keys.reload", COMMAND_RELOAD, .act = learn_reload},
    {"1", '1', 0, "keys.answer", COMMAND_ANSWER_1, .move = command_answer, .by = 0},
    {"2", '2', 0, "keys.answer", COMMAND_ANSWER_2, .move = command_answer, .by = 1},
    {"3", '3', 0, "keys.answer", COMMAND_ANSWER_3, .move = command_answer, .by = 2},
    {"4", '4', 0, "keys.answer", COMMAND_ANSWER_4, .move = command_answer, .by = 3},
    {"5", '5', 0, "keys.answer", COMMAND_ANSWER_5, .move = command_answer, .by = 4},
    {"6", '6', 0, "keys.answer", COMMAND_ANSWER_6, .move = command_answer, .by = 5},
    {"7", '7', 0, "keys.answer", COMMAND_ANSWER_7, .move = command_answer, .by = 6},
    {"8", '8', 0, "keys.answer", COMMAND_ANSWER_8, .move = command_answer, .by = 7},
    {"P", 'p', 0, "keys.present", COMMAND_PRESENT, .act = present_toggle,
     .group = "keys.group.show"},
    {"F5", KEY_F5, 0, "keys.present", COMMAND_PRESENT, .act = present_toggle},
    {".", '.', 0, "keys.blank", COMMAND_BLANK, .act = present_blank},
    {"S", 's', 0, "keys.spotlight", COMMAND_SPOTLIGHT, .act = present_spotlight},
    {"X", 'x', 0, "keys.export", COMMAND_EXPORT, .act = export_open, .covers = true},
    {"Shift X", 'x', KEY_SHIFT, "keys.export_series", COMMAND_EXPORT_SERIES,
     .act = export_series_begin, .covers = true},
    {"V", 'v', 0, "keys.copy_view", COMMAND_COPY_VIEW, .act = command_copy_view},
    {"M", 'm', 0, "keys.map", COMMAND_MAP, .move = command_fold, .by = PANEL_MAP,
     .group = "keys.group.window"},
    {"I", 'i', 0, "keys.notes", COMMAND_NOTES, .move = command_fold, .by = PANEL_NOTES},
    {"B", 'b', 0, "keys.timeline", COMMAND_TIMELINE, .move = command_fold, .by = PANEL_TIMELINE},
    {"T", 't', 0, "keys.theme", COMMAND_THEME, .act = command_theme},
    {"N", 'n', 0, "keys.language", COMMAND_LANGUAGE, .act = command_language},
    {"+", '+', 0, "keys.text_larger", COMMAND_TEXT_LARGER, .move = command_text_size, .by = 1},
    {"−", '-', 0, "keys.text_smaller", COMMAND_TEXT_SMALLER, .move = command_text_size, .by = -1},
    {"0", '0', 0, "keys.text_normal", COMMAND_TEXT_NORMAL, .move = command_text_size, .by = 0},
    {"F11", KEY_F11, 0, "keys.full_screen", COMMAND_FULL_SCREEN, .act = command_full_screen,
     .always = true},
    {"F10", KEY_F10, 0, "keys.more", COMMAND_MORE, .act = more_toggle},
    {"?", '?', 0, "keys.keys", COMMAND_KEYS, .act = key_list_next, .covers = true},
    {"Ctrl Q", 'q', KEY_CTRL, "keys.quit", COMMAND_QUIT, .act = command_quit, .always = true},
};

const Keys command_keys = {rows, sizeof rows / sizeof *rows};
