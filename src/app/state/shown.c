/* The state as the input of pictures: the window's own, and the figure that is exported. */
#include "app/state/shown.h"

#include "app/state/history.h"
#include "view/link.h"

SceneInput shown_frame(const App *app) {
    return (SceneInput){.view = &app->view,
                        .width = app->width,
                        .height = app->height,
                        .frame = true,
                        .scale = app->scale,
                        .font = app->font,
                        .lang = app_lang(app)};
}

SceneInput shown_input(App *app) {
    bool counts = app->view.shown.at.depth == DEPTH_SENTENCE && !*app->view.shown.setting.lesson &&
                  !app->view.passing.contents;
    if (counts) lessons_read_course(app);
    SceneInput in = shown_frame(app);
    in.run = &app->run;
    in.visited = history_visited(app);
    in.before = runs_before(app);
    in.changed = runs_changed(app);
    in.beside = runs_beside(app);
    in.lesson = lessons_shown(app);
    in.lessons = counts ? app->lessons.course.count : 0;
    in.gloss = *app->view.shown.setting.lesson != 0;
    in.carrying = app->dragging == DRAG_SHARE;
    return in;
}

SceneInput shown_figure(const App *app, ThemeName theme, int width, int height, View *view) {
    *view = app->view;
    view_settle(view);
    view->shown.setting.theme = theme;
    if (!app->export.choices.at[CHOICE_FIGURE] && view_stands_alone(view, &app->run))
        view->shown.at.form = FORM_ALONE;
    return (SceneInput){.view = view,
                        .run = &app->run,
                        .width = width,
                        .height = height,
                        .font = app->font,
                        .lang = app_lang(app),
                        .before = runs_before(app),
                        .changed = runs_changed(app),
                        .beside = runs_beside(app)};
}

const char *shown_command(const App *app, const View *v, const FigurePlan *p, const char *name,
                          Arena *arena) {
    const char *head = app->commands[app->language];
    Buffer b = {0};
    View told = *v;
    if (!head) return NULL;
    source_given(&told, &app->told);
    figure_command(head, &told, &app->run, p, name, &b);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

bool shown_link(const App *app, const View *v, Buffer *out) {
    return app->link && !app->given &&
           link_view(app->link, app->model_name, v, &app->run, app->codes[app->language], out);
}
