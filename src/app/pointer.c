/* The pointer: what is under it, what is pressed, dragged and let go, and the wheel. */
#include <math.h>
#include <string.h>

#include "app/choose.h"
#include "app/compare.h"
#include "app/field.h"
#include "app/heads_grid.h"
#include "app/inside.h"
#include "app/key_list.h"
#include "app/trail.h"
#include "scene/pen/hit.h"

/* What a pressed pointer moves. */
typedef enum Drag {
    DRAG_NOTHING,
    DRAG_PRESSED,
    DRAG_TICKS,
    DRAG_PAN,
    DRAG_FIELD,
    DRAG_MENU,
    DRAG_VALUE
} Drag;

static const float click_way = 5; /* pixels that a hand may tremble */

static const Target *hit(App *app, float x, float y, int *row, int *col) {
    const Target *t;
    return scene_hit(app_scene(app), x, y, &t, row, col) ? t : NULL;
}

static bool hovers_nothing(const View *v) {
    return v->hover_row < 0 && !v->hover_path[0] && !v->hover_command && !v->hover_tree &&
           !v->hover_order && !v->hover_answer && !v->hover_lesson && !v->hover_page &&
           !v->hover_mark[0];
}

static void forget(App *app) {
    if (app->view.cursor || hovers_nothing(&app->view)) return;
    app_forget_pointer(&app->view);
    app_stale(app);
}

void app_leave(App *app) {
    forget(app);
    menu_hover(app, -1, -1);
}

/* What the view says of the target under the pointer. */
void pointer_at(View *v, const Target *t, int row, int col) {
    app_forget_pointer(v);
    if (t->kind == TARGET_COMMAND) v->hover_command = (int)t->command;
    if (t->kind == TARGET_FIELD) v->hover_command = COMMAND_EDIT;
    if (t->kind == TARGET_ORDER) v->hover_order = t->row0 + 1;
    if (t->kind == TARGET_NODE && !t->aside) v->hover_tree = t->row0;
    if (t->kind == TARGET_SEARCH) v->hover_tree = -1 - t->row0;
    if (t->kind == TARGET_ANSWER) v->hover_answer = 1 + t->row0 * ASK_MOST + t->col0;
    if (t->kind == TARGET_LESSON) v->hover_lesson = 1 + t->row0;
    if (t->kind == TARGET_PAGE) v->hover_page = 1 + t->row0;
    if ((t->kind == TARGET_MARK || t->kind == TARGET_LINK) &&
        strlen(t->path) < sizeof v->hover_mark)
        strcpy(v->hover_mark, t->path);
    if (!t->path || strlen(t->path) >= sizeof v->hover_path) return;
    if (t->kind != TARGET_CELLS && t->kind != TARGET_STEP && t->kind != TARGET_OPERAND) return;
    strcpy(v->hover_path, t->path);
    v->hover_head = t->head;
    v->hover_aside = t->aside;
    if (t->kind == TARGET_CELLS) v->hover_row = row, v->hover_col = col;
    if (t->kind == TARGET_OPERAND) v->hover_row = t->row0, v->hover_col = t->col0;
}

bool pointer_same(const View *a, const View *b) {
    return a->hover_row == b->hover_row && a->hover_col == b->hover_col &&
           a->hover_head == b->hover_head && a->hover_command == b->hover_command &&
           a->hover_tree == b->hover_tree && a->hover_order == b->hover_order &&
           a->hover_aside == b->hover_aside && a->hover_answer == b->hover_answer &&
           a->hover_lesson == b->hover_lesson && a->hover_page == b->hover_page &&
           strcmp(a->hover_mark, b->hover_mark) == 0 && strcmp(a->hover_path, b->hover_path) == 0;
}

/* The line of the list of keys: a click does what the key does. */
static Command listed(App *app, float x, float y) {
    SceneInput in = app_input(app);
    return key_list_command(&in, x, y);
}

void app_hover(App *app, float x, float y) {
    if (export_has_keys(app)) {
        export_hover(app, x, y);
        return;
    }
    menu_hover(app, x, y);
    if (menu_holds(app, x, y)) {
        forget(app);
        return;
    }
    View before = app->view;
    int row, col;
    app->pointer_x = x, app->pointer_y = y;
    if (app->view.blank) return;
    present_point(app);
    cursor_end(app);
    const Target *t = app->view.keys_page ? NULL : hit(app, x, y, &row, &col);
    Target line = {.kind = TARGET_COMMAND};
    if (app->view.keys_page && (line.command = listed(app, x, y)) != COMMAND_NONE) t = &line;
    if (!t) {
        forget(app);
        return;
    }
    pointer_at(&app->view, t, row, col);
    if (!pointer_same(&before, &app->view)) app_stale(app);
}

/* Pins the cell; `toggle`: or lets it go. Another value than the shown one is gone to first. */
static void pin(App *app, const Target *t, int row, int col, bool toggle) {
    Address a;
    View *v = &app->view;
    const Program *p = app_program(app, &a);
    Value value = program_find(p, t->path);
    if (t->aside) {
        if (toggle && strcmp(t->path, v->beside.path) == 0) compare_pin(app, row, col);
        return;
    }
    if (value == NO_VALUE) return;
    Shape shape = p->values[value].form.shape;
    if (row >= shape.rows || col >= shape.cols)
        return; /* the click took a shorter sentence from the field */
    bool many = shape.sheets > 1, again = value == a.value && v->row == row && v->col == col;
    int head = t->head;
    if (!toggle || (many && v->head != head)) again = false;
    if (value != a.value) walk_show(app, value);
    if (many) v->head = head;
    v->row = again && v->depth < DEPTH_ROW ? -1 : row;
    v->col = again && v->depth < DEPTH_CELL ? -1 : col;
}

static bool on_stage(const App *app, const Target *t) {
    const float *s = app->scene.stage;
    return t->x >= s[0] && t->y >= s[1] && t->x < s[0] + s[2] && t->y < s[1] + s[3];
}

static void follow(App *app, const Target *t) {
    if (t->aside) compare_swap(app);
    if (heads_grid_here(app) && on_stage(app, t) && t->depth == DEPTH_STEP) {
        heads_grid_choose(app, t->path, t->head);
        return;
    }
    bool head = app->view.form == FORM_HEADS && on_stage(app, t) && t->depth == DEPTH_STEP;
    int wanted = t->head;
    walk_to(app, t->path, t->depth);
    if (!head) return;
    app->view.head = wanted;
    app->view.form = FORM_MATRIX;
}

/* The field closes as soon as something else is clicked; what was typed is taken. */
void pointer_press(App *app, const Target *t, int row, int col) {
    Target copy = *t; /* the scene may be built anew */
    char path[VIEW_PATH] = "";
    if (t->path && strlen(t->path) < sizeof path) strcpy(path, t->path);
    copy.path = path;
    switch (t->kind) {
    case TARGET_CHOICE: field_choose(app, t->row0); return;
    case TARGET_FIELD: return;
    default: break;
    }
    if (app->view.edit.on && !(copy.kind == TARGET_COMMAND && copy.command == COMMAND_DICE))
        field_close(app, true);
    switch (copy.kind) {
    case TARGET_STEP: follow(app, &copy); break;
    case TARGET_COMMAND: app_update(app, copy.command); break;
    case TARGET_TRAIL: trail_return(app, copy.row0); break;
    case TARGET_OPERAND:
        if (copy.aside) compare_swap(app);
        trail_follow(app, path, (Cell){copy.head, copy.row0, copy.col0});
        break;
    case TARGET_ORDER:
        if (copy.row0 < ORDER_COUNT) heads_grid_sort(app, (HeadOrder)copy.row0);
        break;
    case TARGET_NODE:
        if (!copy.aside) choose_node(app, copy.row0);
        break;
    case TARGET_SEARCH: choose_pill(app, (SearchChoice)copy.row0); break;
    case TARGET_ANSWER: lessons_answer(app, copy.row0, copy.col0); break;
    case TARGET_LESSON: lessons_choose(app, copy.row0); break;
    case TARGET_PAGE: lessons_page(app, copy.row0); break;
    case TARGET_MARK: break;
    case TARGET_LINK: lessons_link(app, path); break;
    default:
        if (!copy.aside && lessons_cell(app, path, copy.head, row, col)) return; /* a prediction */
        pin(app, &copy, row, col, true);
    }
}

static void click(App *app, float x, float y) {
    int row, col;
    bool list = app->view.keys_page > 0;
    Command line = list ? listed(app, x, y) : COMMAND_NONE;
    const Target *t = list ? NULL : hit(app, x, y, &row, &col);
    app->view.keys_page = 0;
    if (line != COMMAND_NONE && line != COMMAND_KEYS) {
        app_forget_pointer(&app->view);
        app_update(app, line);
        return;
    }
    if (t) {
        if (t->kind != TARGET_FIELD && t->kind != TARGET_CHOICE) app->view.toast[0] = 0;
        pointer_press(app, t, row, col);
    } else {
        app->view.toast[0] = 0;
        if (app->view.edit.on) field_close(app, true);
    }
    app_walked(app);
}

static Drag drag_of(const App *app, const Target *t) {
    if (t->kind == TARGET_FIELD) return DRAG_FIELD;
    if (t->kind == TARGET_STEP && !on_stage(app, t)) return DRAG_TICKS;
    return t->kind == TARGET_CELLS && app->view.zoom > 1 ? DRAG_PAN : DRAG_PRESSED;
}

void app_press(App *app, float x, float y, int held, bool twice) {
    int row, col;
    bool on_menu = !export_has_keys(app) && menu_holds(app, x, y);
    bool covered = app->view.keys_page || export_has_keys(app);
    app->dragging = DRAG_NOTHING;
    if (present_wake(app)) return;
    cursor_end(app);
    if (!on_menu) menu_settle(app);
    if (app->value.number.on) value_shut(app);
    const Target *t = covered ? NULL : hit(app, x, y, &row, &col);
    app->dragging = t ? (int)drag_of(app, t) : DRAG_PRESSED;
    app->drag_x = x;
    app->drag_y = y;
    app->drag_way = 0;
    if (on_menu) app->dragging = DRAG_MENU, t = NULL;
    if (!t) return;
    if (t->kind == TARGET_CELLS && held & KEY_SHIFT && value_press(app, t, row, col, y)) {
        app->dragging = DRAG_VALUE;
        return;
    }
    if (t->kind == TARGET_FIELD) field_press(app, x, held, twice);
    if (!twice || t->kind != TARGET_CELLS) return;
    app->dragging =
        DRAG_NOTHING; /* the second click goes into the cell that the first one may have let go */
    if (t->aside) return;
    pin(app, t, row, col, false);
    app_update(app, COMMAND_IN);
}

/* A drag along the timeline shows each step that it comes by. */
static void drag_ticks(App *app, float x) {
    int row, col;
    const Target *t = hit(app, x, app->drag_y, &row, &col);
    if (!t || t->kind != TARGET_STEP || on_stage(app, t) || strcmp(t->path, app->view.path) == 0)
        return;
    follow(app, t);
    app_walked(app);
}

static void drag_pan(App *app, float x, float y) {
    const float *stage = app->scene.stage;
    float more = app->view.zoom - 1;
    if (more <= 0 || stage[2] <= 0) return;
    motion_pan(app, (app->drag_x - x) / stage[2] / more * 2,
               (app->drag_y - y) / stage[3] / more * 2);
    app_stale(app);
}

void app_drag(App *app, float x, float y) {
    app->pointer_x = x, app->pointer_y = y;
    if (!app->view.blank) present_point(app);
    if (!app->dragging) return;
    app->drag_way += hypotf(x - app->drag_x, y - app->drag_y);
    bool far = app->drag_way > click_way;
    if (app->dragging == DRAG_TICKS && far) drag_ticks(app, x);
    if (app->dragging == DRAG_FIELD) field_drag(app, x);
    if (app->dragging == DRAG_VALUE && far) value_drag(app, y);
    if (app->dragging == DRAG_PAN && far) drag_pan(app, x, y);
    app->drag_x = x;
    if (app->dragging != DRAG_TICKS) app->drag_y = y;
}

void app_release(App *app, float x, float y) {
    int dragged = app->dragging;
    app->dragging = DRAG_NOTHING;
    if (!dragged || dragged == DRAG_FIELD) return;
    bool far = app->drag_way > click_way;
    if (dragged == DRAG_VALUE) value_release(app);
    if (dragged == DRAG_VALUE && far) return;
    if (dragged == DRAG_MENU)
        menu_click(app, x, y);
    else if (export_has_keys(app))
        export_click(app, x, y);
    else if (app->drag_way <= click_way)
        click(app, x, y);
    else
        app_walked(app);
}

void app_click(App *app, float x, float y) {
    app_press(app, x, y, 0, false);
    app_release(app, x, y);
}

void app_wheel(App *app, float x, float y, float notches) {
    int row, col;
    if (export_has_keys(app)) {
        export_wheel(app, x, y, notches);
        return;
    }
    if (menu_holds(app, x, y)) {
        menu_wheel(app, x, y, notches);
        return;
    }
    if (app->view.spotlight && !app->view.blank) {
        present_resize(app, notches);
        return;
    }
    const Target *t = app->view.keys_page ? NULL : hit(app, x, y, &row, &col);
    if (!t || t->kind != TARGET_CELLS) return;
    float px = (x - t->x) / t->w, py = (y - t->y) / t->h;
    motion_zoom(app, powf(1.25f, fmaxf(-8, fminf(8, notches))), px, py);
    app_walked(app);
}

void app_other_click(App *app) {
    if (export_has_keys(app) || app->view.edit.on || app->value.number.on || present_wake(app))
        return;
    app_update(app, COMMAND_KEYS);
}
