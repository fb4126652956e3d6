/* An arc is a stroke with vertical ends over its line; from a lower line to one above it bends down
   from the key. Arcs that go far lie outside of those that do not. */
#include "scene/overview/sentence_arcs.h"

#include <math.h>

#include "scene/overview/sentence_ribbons.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"

static const float least_arc = SENTENCE_LEAST, told_arc = 0.05f, pale_arc = 0.2f, pale_ink = 0.155f,
                   pale_width = 0.25f, hot_ink = 0.55f;

typedef struct Arc {
    int key;
    float share, width;
    float x0, y0, x1, y1; /* its key, its query */
    float pull;           /* how far its ends go straight on, upwards; below 0: down from the key */
} Arc;

/* How high arcs may be over a line. */
static float arcs_room(const Sentence *h, int line) {
    float word = (float)h->word, top = h->target.base[line] - 1.3f * word;
    return top - (line ? h->target.base[line - 1] + 0.5f * word : h->ribbons[0]);
}

/* Pixels by which all the arcs of a line are lower than they would be, so that the highest has
   room: a part. */
static float arcs_flat(const Sentence *h, int line, float widest) {
    float far = 0, high;
    for (int i = h->target.first; i < h->target.count; i++)
        if (h->target.words[i].line == line)
            far = fmaxf(far, h->target.words[i].x + h->target.words[i].w - h->x);
    high = 0.75f * (56 * h->u + 0.42f * far) + widest / 2;
    return fminf(1.5f, arcs_room(h, line) / high);
}

/* Those of a row with at least that share; `part`: of their width. Returns how many. */
static int make_arcs(Sentence *h, int row, float least, float part, Arc *out) {
    const float *share = sentence_row(h, row);
    const SentenceWord *query = &h->target.words[row];
    if (query->line < 0) return 0;
    float unit = part * sentence_unit(h), sum = 0, word = (float)h->word, at,
          base = h->target.base[query->line], flat = arcs_flat(h, query->line, sentence_unit(h));
    int count = 0;
    for (int j = h->target.first; j <= row; j++) {
        const SentenceWord *key = &h->target.words[j];
        if (!(share[j] >= least)) continue;
        Arc *a = &out[count++];
        *a = (Arc){.key = j, .share = share[j], .width = share[j] * unit};
        a->x0 = key->x + key->w / 2;
        bool over = key->line == query->line;
        a->y0 = roundf(h->target.base[key->line] + (over ? -1.05f : 0.4f) * word);
        a->y1 = roundf(base - (row == h->t ? 1.27f : 1.05f) * word);
        if (over && j == h->t) a->y0 = a->y1;
        sum += a->width;
    }
    /* The one that comes from farthest is the outermost, here too. */
    at = query->x + query->w / 2 + sum / 2;
    for (int i = 0; i < count; i++) {
        Arc *a = &out[i];
        a->x1 = at - a->width / 2;
        at -= a->width;
        if (a->key == row) /* back to itself: a loop over the word */
            a->x0 = query->x + fminf(0.2f * query->w, a->width / 2),
            a->x1 = query->x + query->w - fminf(0.2f * query->w, a->width / 2);
        float high = a->y1 - a->y0;
        a->pull = h->target.words[a->key].line == query->line
                      ? flat * (56 * h->u + 0.42f * fabsf(a->x1 - a->x0))
                      : -fmaxf(0.6f * high,
                               fminf(sqrtf(fabsf(a->x1 - a->x0) * a->width / 2.6f), 0.95f * high));
    }
    return count;
}

static void draw_arc(Sentence *h, const Arc *a, Color color) {
    float up = fabsf(a->pull);
    stage_cubic(h->s,
                (float[]){a->x0, a->y0, a->x0, a->y0 - a->pull, a->x1, a->y1 - up, a->x1, a->y1},
                fmaxf(1, a->width), color);
}

/* Whether something has that place already: another arc's foot, a number. */
static bool arcs_taken(const Arc *lit, int count, const Arc *own, const Rect *box, int boxes,
                       Rect r) {
    for (int i = 0; i < count; i++) {
        float half = fmaxf(1, lit[i].width / 2) + 2;
        if (&lit[i] == own) continue;
        if (lit[i].x0 - half < r.x + r.w && lit[i].x0 + half > r.x) return true;
        if (lit[i].x1 - half < r.x + r.w && lit[i].x1 + half > r.x) return true;
    }
    for (int i = 0; i < boxes; i++)
        if (box[i].x < r.x + r.w && r.x < box[i].x + box[i].w && box[i].y < r.y + r.h &&
            r.y < box[i].y + box[i].h)
            return true;
    return false;
}

/* Beside its foot, at the side that is free; a small one that finds none is left out. */
static void arc_number(Sentence *h, const Arc *lit, int count, const Arc *a, bool largest,
                       Rect *box, int *boxes) {
    Stage *s = h->s;
    int pixels = largest ? (int)roundf(1.5f * (float)h->number) : h->number;
    const char *text = words_share(s, (double)a->share, 2);
    float w = stage_width(s, FACE_MONO, pixels, text), cap = 2 * stage_drop(s, FACE_MONO, pixels),
          gap = 6 * h->u + a->width / 2,
          base = a->pull > 0 ? a->y0 - 9 * h->u : a->y0 + cap + 9 * h->u;
    Rect r = {a->x0 + gap, base - cap - 3, w + 4, cap + 6};
    if (arcs_room(h, h->target.words[a->key].line) < 2 * (float)pixels) return;
    for (int side = 0; side < 2; side++) {
        const float *stage = s->scene->stage;
        bool out = r.x < stage[0] + 2 || r.x + r.w > stage[0] + stage[2] - 2;
        if (!out && !arcs_taken(lit, count, a, box, *boxes, r)) {
            stage_box(s, r, 0, s->theme.ground, 0, 0); /* pale arcs pass */
            stage_text(s, FACE_MONO, pixels, s->theme.role[largest ? ROLE_TEXT : ROLE_MUTED],
                       s->theme.ground, r.x + 2, base, text);
            box[(*boxes)++] = r;
            return;
        }
        r.x = a->x0 - gap - r.w;
    }
}

/* Where the widest can be taken, and what for. */
static void arc_handle(Sentence *h, const Arc *lit, int count, const Arc *a, Rect *box,
                       int *boxes) {
    Stage *s = h->s;
    float u = h->u, wide = 50 * u, high = 24 * u;
    const char *text = sentence_drag(h);
    if (!h->buttons || h->head == HEAD_MEAN || h->ribbons[1] - h->ribbons[0] < 60 * u) return;
    float up = fminf(44 * u, 0.45f * arcs_room(h, h->target.words[a->key].line));
    Rect r = {roundf(a->x0 - wide / 2), roundf(a->y0 - (a->pull > 0 ? up : -26 * u) - high / 2),
              roundf(wide), roundf(high)};
    float w = stage_width(s, FACE_TEXT, h->small, text),
          cap = 2 * stage_drop(s, FACE_TEXT, h->small), base = roundf(r.y + r.h / 2 + cap / 2);
    Rect told = {r.x - w - 16 * u, base - cap - 4, w + 6, cap + 10};
    sentence_grip(h, r);
    box[(*boxes)++] = r;
    if (told.x < h->x - 60 * u || arcs_taken(lit, count, a, box, *boxes, told))
        told.x = r.x + r.w + 10 * u;
    if (arcs_taken(lit, count, a, box, *boxes, told) || told.x + told.w > h->x + h->w) return;
    box[(*boxes)++] = told;
    stage_box(s, told, 4 * u, s->theme.ground, 0, 0);
    stage_text(s, FACE_TEXT, h->small, s->theme.role[ROLE_HOT], s->theme.ground, told.x + 3, base,
               text);
}

/* Where a share went before it was moved, and the 0 that is left there. */
static void arc_before(Sentence *h, const MovedShare *m) {
    Stage *s = h->s;
    const SentenceWord *key = &h->target.words[m->from], *query = &h->target.words[h->t];
    float x = key->x + key->w / 2, x1 = query->x + query->w / 2, word = (float)h->word,
          y = h->target.base[key->line < 0 ? 0 : key->line] - 1.05f * word,
          up = arcs_flat(h, query->line, sentence_unit(h)) * (56 * h->u + 0.42f * fabsf(x1 - x));
    if (key->line != query->line) return;
    float last_x = x, last_y = y;
    for (int i = 1; i <= 48; i++) {
        float t = (float)i / 48, v = 1 - t, b = 3 * v * v * t, c = 3 * v * t * t;
        float px = (v * v * v + b) * x + (c + t * t * t) * x1, py = y - (b + c) * up;
        if (i % 2)
            stage_line(s, last_x, last_y, px, py, fmaxf(1.2f, 1.5f * h->u), s->theme.role[ROLE_S]);
        last_x = px, last_y = py;
    }
    stage_text(s, FACE_MONO, h->number, s->theme.role[ROLE_MUTED], s->theme.ground, x + 6 * h->u,
               y - 8 * h->u, "0");
}

/* Upright */

static float row_middle(const Sentence *h, int row) {
    return h->target.base[row] - stage_drop(h->s, FACE_TEXT, h->word);
}

/* The same beside a column: y0 and y1 are told, and how far an arc reaches to the right. */
static int make_upright(Sentence *h, int row, float least, float part, Arc *out) {
    const float *share = sentence_row(h, row);
    float unit = part * sentence_unit(h), sum = 0, query = row_middle(h, row), at,
          room = (h->ends[1] - h->ends[0] - unit / 2) / 0.75f,
          far = row_middle(h, h->t) - row_middle(h, 0);
    int count = 0;
    for (int j = 0; j <= row; j++)
        if (share[j] >= least) {
            out[count] = (Arc){.key = j, .share = share[j], .width = share[j] * unit};
            sum += out[count++].width;
        }
    at = query + sum / 2; /* the one that comes from farthest is the outermost */
    for (int i = 0; i < count; i++) {
        Arc *a = &out[i];
        a->y0 = row_middle(h, a->key);
        a->y1 = at - a->width / 2;
        at -= a->width;
        if (a->key == row) /* back to itself */
            a->width = fminf(a->width, 0.4f * h->pitch), a->y0 = query - 0.3f * h->pitch,
            a->y1 = query + 0.3f * h->pitch;
        float way = far > 0 ? fabsf(a->y1 - a->y0) / far : 0;
        a->pull = fminf(room, 40 * h->u + (room - 40 * h->u) * way);
    }
    return count;
}

static void draw_upright(Sentence *h, const Arc *a, Color color) {
    float x = h->ends[0], out = x + a->pull;
    stage_cubic(h->s, (float[]){x, a->y0, out, a->y0, out, a->y1, x, a->y1}, fmaxf(1, a->width),
                color);
}

/* Where an arc is when it has gone that far to the right. */
static float upright_at(const Arc *a, float right) {
    float t = (1 - sqrtf(fmaxf(0, 1 - 4 * right / (3 * a->pull)))) / 2, v = 1 - t;
    return v * v * (1 + 2 * t) * a->y0 + t * t * (3 - 2 * t) * a->y1;
}

/* Those of earlier rows, pale, of the pointed one less so, and over these the row's own; the widest
   of them to *widest. Returns how many. */
static int arcs_lit(Sentence *h, Arc *all, const Arc **widest) {
    Stage *s = h->s;
    int (*make)(Sentence *, int, float, float, Arc *) = h->columns ? make_upright : make_arcs;
    void (*draw)(Sentence *, const Arc *, Color) = h->columns ? draw_upright : draw_arc;
    Color pale = theme_mix(s->theme.ground, s->theme.role[ROLE_S], pale_ink),
          hot = theme_mix(s->theme.ground, s->theme.role[ROLE_S], hot_ink);
    int count;
    for (int row = h->target.first; row < h->t; row++) {
        bool pointed =
            s->pointer.on && s->pointer.value == h->weights && s->pointer.cell.row == row;
        count = make(h, row, pointed ? least_arc : pale_arc, pointed ? 1 : pale_width, all);
        for (int i = 0; i < count; i++) draw(h, &all[i], pointed ? hot : pale);
    }
    *widest = all;
    count = make(h, h->t, sentence_least(h), 1, all);
    for (int i = 0; i < count; i++) {
        if (all[i].share > (*widest)->share) *widest = &all[i];
        draw(h, &all[i], s->theme.role[ROLE_S]);
    }
    return count;
}

/* What of an arc is at its key: a mark in the keys' colour, and where it can be taken. */
static void arcs_upright(Sentence *h, const Arc *all, int count, const Arc *widest) {
    Stage *s = h->s;
    for (int i = 0; i < count; i++) {
        const Arc *a = &all[i];
        float wide = fmaxf(2 * h->u, a->width), end = fmaxf(wide, 24 * h->u);
        stage_box(s, (Rect){h->ends[0] - h->u, a->y0 - wide / 2, 5 * h->u, wide}, 0,
                  s->theme.role[ROLE_K], 0, 0);
        sentence_cell(h, h->t, a->key, (Rect){h->ends[0], a->y0 - end / 2, 60 * h->u, end},
                      CARRY_FROM);
    }
    for (int i = 0; i < h->moved.count; i++) sentence_number(h, h->moved.list[i].from, "0", false);
    for (int i = 0; i < count; i++)
        sentence_number(h, all[i].key, words_share(s, (double)all[i].share, 2), &all[i] == widest);
    if (count && h->buttons && h->head != HEAD_MEAN)
        sentence_ring(h, upright_at(widest, sentence_ring_at(h)));
}

void sentence_arcs(Sentence *h) {
    Stage *s = h->s;
    Arc *all = arena_many(s->arena, Arc, h->keys + 1);
    const Arc *widest;
    int boxes = 0, count = arcs_lit(h, all, &widest);
    if (h->columns) {
        arcs_upright(h, all, count, widest);
        return;
    }
    Rect *box = arena_many(s->arena, Rect, h->keys + 3);
    for (int i = 0; i < count; i++) {
        const Arc *a = &all[i];
        float wide = fmaxf(2 * h->u, a->width), end = fmaxf(wide, 24 * h->u), y = a->y0;
        stage_box(s, (Rect){a->x0 - wide / 2, y - (a->pull > 0 ? 3 : 1) * h->u, wide, 5 * h->u}, 0,
                  s->theme.role[ROLE_K], 0, 0);
        if (a->pull > 0) y -= 60 * h->u;
        sentence_cell(h, h->t, a->key, (Rect){a->x0 - end / 2, y, end, 60 * h->u}, CARRY_FROM);
    }
    for (int i = 0; i < h->moved.count; i++) arc_before(h, &h->moved.list[i]);
    if (!count) return;
    arc_handle(h, all, count, widest, box, &boxes);
    arc_number(h, all, count, widest, true, box, &boxes);
    for (int i = 0; i < count; i++)
        if (&all[i] != widest && (h->target.lines == 1 || all[i].share >= told_arc))
            arc_number(h, all, count, &all[i], false, box, &boxes);
}
