/* The order matters: a trail that was left is not remembered. */
#include "app/settle.h"

#include "app/acts/trail.h"
#include "app/state/history.h"

void settle_event(App *app) {
    trail_check(app);
    lessons_settle(app);
    history_mark(app);
    if (!app->view.passing.playing) history_remember(app);
}

void settle_anew(App *app) {
    settle_event(app);
    app_stale(app);
}

bool settle_matrices(App *app) {
    bool ok = runs_leave_matrices(app);
    settle_event(app);
    return ok;
}
