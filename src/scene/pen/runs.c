/* Words go into a line while they fit; a word may be of several runs. */
#include "scene/pen/runs.h"

#include <math.h>
#include <string.h>

#include "scene/pen/flow.h"
#include "scene/pen/text.h"

void runs_add(Runs *r, const char *text, Face face, Color color) {
    if (*text && r->count < RUNS_MOST) r->run[r->count++] = (Run){text, face, color};
}

Runs runs_fill(Stage *s, const char *text, Color color, const Run *parts, int count) {
    Runs out = {.count = 0};
    for (const char *at = text; *at;) {
        const char *brace = strchr(at, '{');
        int n =
            brace && brace[1] >= '1' && brace[1] <= '9' && brace[2] == '}' ? brace[1] - '1' : count;
        if (!brace || n >= count) brace = at + strlen(at);
        runs_add(&out, arena_copy(s->arena, at, (size_t)(brace - at)), FACE_TEXT, color);
        if (*brace) runs_add(&out, parts[n].text, parts[n].face, parts[n].color);
        at = *brace ? brace + 3 : brace;
    }
    return out;
}

Runs runs_starred(Stage *s, const char *text, Color color, Face face, Color starred) {
    Runs out = {.count = 0};
    bool on = false;
    for (const char *at = text; *at; on = !on) {
        size_t n = strcspn(at, "*");
        runs_add(&out, arena_copy(s->arena, at, n), on ? face : FACE_TEXT, on ? starred : color);
        at += at[n] ? n + 1 : n;
    }
    return out;
}

float runs_width(const Stage *s, const Runs *r, int pixels) {
    float width = 0;
    for (int i = 0; i < r->count; i++)
        width += stage_width(s, r->run[i].face, pixels, r->run[i].text);
    return width;
}

/* Where the run's next word ends, the blanks before it counted in. */
static size_t runs_word(const char *text) {
    size_t blank = strspn(text, " ");
    return blank + strcspn(text + blank, " ");
}

/* What belongs to the word that a run ends with: the next runs, up to their first blank. */
static float runs_tail(Stage *s, const Runs *r, int from, int pixels) {
    float width = 0;
    for (int i = from; i < r->count; i++) {
        size_t n = strcspn(r->run[i].text, " ");
        width += stage_width(s, r->run[i].face, pixels, arena_copy(s->arena, r->run[i].text, n));
        if (r->run[i].text[n]) break;
    }
    return width;
}

int runs_draw(Stage *s, const Runs *r, int pixels, Color ground, float x, float y, float width,
              float pitch, bool draw) {
    Flow f = {0, width > 0 ? width : INFINITY, 0, 0};
    for (int i = 0; i < r->count; i++) {
        const Run *run = &r->run[i];
        const char *at = run->text, *from = at;
        float start = f.x;
        for (size_t n; *at; at += n) {
            n = runs_word(at);
            float w = stage_width(s, run->face, pixels, arena_copy(s->arena, at, n)),
                  tail = at[n] ? 0 : runs_tail(s, r, i + 1, pixels);
            if (*at == ' ' && flow_breaks(&f, 0, w + tail)) {
                if (draw)
                    stage_text(s, run->face, pixels, run->color, ground, x + start,
                               y + (float)f.line * pitch,
                               arena_copy(s->arena, from, (size_t)(at - from)));
                at += strspn(at, " ");
                from = at, n = 0, start = f.x = 0, f.line++;
                continue;
            }
            f.x += w;
        }
        if (draw)
            stage_text(s, run->face, pixels, run->color, ground, x + start,
                       y + (float)f.line * pitch, arena_copy(s->arena, from, (size_t)(at - from)));
    }
    return f.line + 1;
}
