/* From above: a handle, the name, the key, and in small what one would see. */
#include "scene/panels/rail.h"

#include <math.h>

#include "scene/panels/map.h"
#include "scene/panels/notes.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

/* What the panels on both sides are called and opened by. */
static const struct {
    Command command;
    const char *name, *key, *about;
    float way; /* where the panel opens to: 1 to the right */
} rails[] = {[PANEL_MAP] = {COMMAND_MAP, "rail.map", "M", "keys.map", 1},
             [PANEL_NOTES] = {COMMAND_NOTES, "rail.notes", "I", "keys.notes", -1},
             [PANEL_TIMELINE] = {COMMAND_TIMELINE, "", "", "", 0}};

/* The largest letters in which a word is no wider than that. */
static int rail_letters(const Stage *s, Face face, float room, const char *text) {
    int pixels = s->small;
    while (pixels > s->least && stage_width(s, face, pixels, text) > room) pixels--;
    return pixels;
}

float rail_draw_key(Stage *s, float x, float top, float room, const char *key) {
    int pixels = rail_letters(s, FACE_MONO, room - 8, key);
    float high = roundf((float)pixels * 1.8f), inside = stage_width(s, FACE_MONO, pixels, key),
          wide = fmaxf(high, roundf(inside + 0.9f * (float)pixels));
    Rect r = {roundf(x - wide / 2), roundf(top), wide, high};
    stage_box(s, r, roundf(0.3f * (float)pixels), 0, fmaxf(1, s->unit),
              theme_mix(s->theme.line, s->theme.role[ROLE_MUTED], 0.3f));
    stage_text(s, FACE_MONO, pixels, s->theme.role[ROLE_MUTED], s->theme.panel,
               r.x + (wide - inside) / 2, r.y + high / 2 + stage_drop(s, FACE_MONO, pixels), key);
    return r.y + high;
}

/* In a box that is easily hit; the tip of its arrow shows where the panel opens to. */
static float rail_draw_handle(Stage *s, Rect r, float u, float way, bool hot) {
    float size = roundf(31 * u), x = r.x + r.w / 2, y = r.y + roundf(10 * u) + size / 2,
          arm = roundf(4 * u), line = fmaxf(1.5f, 1.6f * u);
    Color ink = s->theme.role[ROLE_TEXT];
    stage_box(s, (Rect){roundf(x - size / 2), roundf(y - size / 2), size, size}, roundf(8 * u),
              s->theme.ground, fmaxf(1, u), hot ? ink : s->theme.line);
    for (int end = -1; end <= 1; end += 2)
        stage_line(s, x - way * arm / 2, y + (float)end * arm, x + way * arm / 2, y, line, ink);
    return y + size / 2;
}

/* How many things the folded notes would tell one to see. */
static void rail_draw_count(Stage *s, Rect r, float top) {
    int count = notes_claims_count(s), pixels = rail_letters(s, FACE_TEXT, r.w - 2, "000000");
    const char *number = arena_print(s->arena, "%d", count), *what = stage_words(s, "rail.to_see");
    float d = roundf(r.w / 2), x = roundf(r.x + (r.w - d) / 2);
    Color amber = s->theme.role[ROLE_HOT];
    if (!count) return;
    stage_box(s, (Rect){x, top, d, d}, d / 2, 0, fmaxf(1, r.w / 30), amber);
    stage_text(s, FACE_BOLD, s->small, amber, s->theme.panel,
               x + (d - stage_width(s, FACE_BOLD, s->small, number)) / 2,
               top + d / 2 + stage_drop(s, FACE_BOLD, s->small), number);
    float wide = stage_width(s, FACE_TEXT, pixels, what);
    if (wide <= r.w - 1)
        stage_text(s, FACE_TEXT, pixels, s->theme.role[ROLE_MUTED], s->theme.panel,
                   r.x + (r.w - wide) / 2, top + d + roundf(1.4f * (float)pixels), what);
}

void rail_draw(Stage *s, Rect r, Panel panel) {
    float u = r.w / 44;
    bool hot = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)rails[panel].command);
    bool lesson = panel == PANEL_NOTES && s->in->lesson;
    const char *name = stage_words(s, lesson ? "rail.lesson" : rails[panel].name);
    int pixels = rail_letters(s, FACE_TEXT, r.w - 2, name);
    float wide = stage_width(s, FACE_TEXT, pixels, name),
          y = rail_draw_handle(s, r, u, rails[panel].way, hot) + roundf(6 * u);
    if (wide <= r.w - 1) { /* a small window has no room for it */
        y += roundf(1.15f * (float)pixels);
        stage_text(s, FACE_TEXT, pixels, s->theme.role[hot ? ROLE_TEXT : ROLE_MUTED],
                   s->theme.panel, r.x + (r.w - wide) / 2, y, name);
        y += roundf(0.5f * (float)pixels);
    }
    y = rail_draw_key(s, r.x + r.w / 2, y, r.w - 4, rails[panel].key) + roundf(24 * u);
    float room = r.y + r.h - y - roundf(16 * u);
    if (panel == PANEL_MAP && room > 60 * u) map_trace(s, (Rect){r.x, y, r.w, room});
    if (panel == PANEL_NOTES && !lesson && room > 60 * u) rail_draw_count(s, r, y);
    stage_target_in(s, r,
                    (Target){.kind = TARGET_COMMAND,
                             .command = rails[panel].command,
                             .text = stage_words(s, rails[panel].about)});
}

void rail_edge(Stage *s, Rect r, Panel panel) {
    bool right = rails[panel].way > 0;
    float wide = fmaxf(4, roundf(6 * stage_unit(s->in))), x = right ? r.x + r.w - wide : r.x;
    if (pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)rails[panel].command))
        stage_box(s, (Rect){right ? r.x + r.w - 2 : r.x, r.y, 2, r.h}, 0, s->theme.role[ROLE_HOT],
                  0, 0);
    stage_target(s, (Target){.kind = TARGET_COMMAND,
                             .command = rails[panel].command,
                             .text = stage_words(s, rails[panel].about),
                             .x = x,
                             .y = r.y,
                             .w = wide,
                             .h = r.h});
}
