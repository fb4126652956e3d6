/* A ribbon is a stroke that leaves and arrives straight; at its query it lies beside the others of
   its row, in the order of their keys. It is told as if it went down: of columns x and y are
   changed when it is drawn. */
#include "scene/overview/sentence_ribbons.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure.h"

static const float least_share = SENTENCE_LEAST, pale_least = 0.2f, pale_part = 0.13f,
                   hot_part = 0.55f;

typedef struct Ribbon {
    int key;
    float share, width;
    float x0, y0, x1, y1; /* its key, its query; of columns x is down, y to the right */
} Ribbon;

void sentence_cell(Sentence *h, int row, int key, Rect r, Carry carry) {
    Stage *s = h->s;
    stage_target_in(s, r,
                    (Target){.kind = h->head == HEAD_MEAN ? TARGET_STEP : TARGET_CELLS,
                             .path = words_path(s, h->weights),
                             .depth = DEPTH_STEP,
                             .head = h->head == HEAD_MEAN ? 0 : h->head,
                             .rows = 1,
                             .cols = 1,
                             .row0 = row,
                             .col0 = key,
                             .carry = h->head == HEAD_MEAN ? CARRY_NONE : carry});
}

/* A middle from which half of that width stays between the margins. */
static float within(const Sentence *h, float middle, float wide) {
    return fmaxf(h->x + wide / 2, fminf(middle, h->x + h->w - wide / 2));
}

/* The middle of a column's word. */
static float word_middle(const Sentence *h, float base) {
    return base - stage_drop(h->s, FACE_TEXT, h->word);
}

/* Those of a row with at least that share; returns how many. */
static int make(Sentence *h, int row, float least, Ribbon *out) {
    const float *share = sentence_row(h, row);
    const SentenceWord *query = &h->target.words[row];
    float unit = sentence_unit(h), sum = 0, word = (float)h->word,
          middle = row == h->t ? h->chip[0] + h->chip[1] / 2 : query->x + query->w / 2,
          base = row == h->t ? h->chip[2] : h->target.base[query->line];
    int count = 0;
    for (int j = 0; j < h->keys; j++) {
        const SentenceWord *key = &h->source.words[j];
        if (!(share[j] >= least)) continue;
        Ribbon *r = &out[count++];
        *r = (Ribbon){.key = j, .share = share[j], .width = share[j] * unit};
        bool lowest = key->line == h->source.lines - 1;
        r->x0 = h->columns ? word_middle(h, h->source.base[j])
                           : within(h, key->x + key->w / 2, r->width);
        r->y0 = h->columns ? h->ends[0]
                           : roundf(h->source.base[key->line] + (lowest ? 0.72f : 0.4f) * word);
        r->y1 = h->columns ? h->ends[1] : roundf(base - 1.2f * word);
        sum += r->width;
    }
    float at = (h->columns ? word_middle(h, base) : within(h, middle, sum)) - sum / 2;
    for (int i = 0; i < count; i++) {
        out[i].x1 = at + out[i].width / 2;
        at += out[i].width;
    }
    return count;
}

/* How far its ends go straight on. A wide one that goes far aside needs more, lest its inner edge
   fold. */
static float pull_of(const Ribbon *r) {
    float high = r->y1 - r->y0, least = sqrtf(fabsf(r->x1 - r->x0) * r->width / 2.6f);
    return fmaxf(0.6f * high, fminf(least, 0.95f * high));
}

/* With an edge of the ground, so that one on another can be told apart. */
static void curve(const Sentence *h, const Ribbon *r, Color color, float edge) {
    Stage *s = h->s;
    bool columns = h->columns;
    float pull = pull_of(r);
    for (int over = edge <= 0; over < 2; over++) {
        float x[8] = {r->x0, r->y0, r->x0, r->y0 + pull, r->x1, r->y1 - pull, r->x1, r->y1}, p[8];
        for (int k = 0; k < 8; k++) p[k] = x[columns ? k ^ 1 : k];
        stage_cubic(s, p, fmaxf(1, r->width) + (over ? 0 : 2 * edge),
                    over ? color : s->theme.ground);
    }
}

/* Where a ribbon is that far below its key. */
static float across(const Ribbon *r, float down) {
    float t = 0.5f, pull = pull_of(r);
    for (float step = 0.25f; step > 0.0005f; step /= 2) {
        float u = 1 - t, y = u * u * u * 0 + 3 * u * u * t * pull +
                             3 * u * t * t * (r->y1 - r->y0 - pull) + t * t * t * (r->y1 - r->y0);
        t += y < down ? step : -step;
    }
    float u = 1 - t;
    return (u * u * u + 3 * u * u * t) * r->x0 + (3 * u * t * t + t * t * t) * r->x1;
}

/* Whether ribbons can be taken: there is a pointer, and their head is one. */
static bool can_carry(const Sentence *h) {
    return h->buttons && h->head != HEAD_MEAN && h->ribbons[1] - h->ribbons[0] > 60 * h->u;
}

/* Where the widest ribbon can be taken. */
static Rect grip_place(const Sentence *h, const Ribbon *r) {
    float u = h->u, wide = 50 * u, high = 24 * u, y = h->ribbons[0] + 29 * u;
    return (Rect){roundf(within(h, across(r, y - r->y0), wide) - wide / 2), roundf(y - high / 2),
                  roundf(wide), roundf(high)};
}

void sentence_number(Sentence *h, int key, const char *text, bool largest) {
    Stage *s = h->s;
    Color ink = s->theme.role[largest ? ROLE_TEXT : ROLE_MUTED];
    float right = h->ends[0] - roundf(7 * h->u);
    stage_text(s, FACE_MONO, h->number, ink, s->theme.ground,
               right - stage_width(s, FACE_MONO, h->number, text),
               word_middle(h, h->source.base[key]) + stage_drop(s, FACE_MONO, h->number), text);
}

float sentence_ring_at(const Sentence *h) {
    return 26 * fmaxf(h->u, 0.8f * h->s->unit);
}

const char *sentence_drag(const Sentence *h) {
    return h->s->in->carrying ? stage_words(h->s, "move.question")
                              : sentence_key(h, "home.drag", "home.drag.sign");
}

void sentence_ring(Sentence *h, float y) {
    Stage *s = h->s;
    const char *text = sentence_drag(h);
    float u = fmaxf(h->u, 0.8f * s->unit), size = 12 * u, x = h->ends[0] + sentence_ring_at(h),
          line = 1.5f * u;
    Color ink = s->theme.role[ROLE_HOT];
    stage_box(s, (Rect){x - size, y - size, 2 * size, 2 * size}, size, s->theme.ground, 2 * u, ink);
    for (int side = -1; side <= 1; side += 2) {
        float tip = y + (float)side * 7 * u, in = y + (float)side * 2.5f * u;
        stage_line(s, x - 4 * u, in, x, tip, line, ink);
        stage_line(s, x + 4 * u, in, x, tip, line, ink);
    }
    float w = stage_width(s, FACE_TEXT, h->small, text), left = fminf(h->ends[0], h->x + h->w - w);
    stage_text(s, FACE_TEXT, h->small, ink, s->theme.ground, left,
               h->ribbons[1] + roundf(8 * u) + (float)h->small, text);
}

void sentence_grip(Sentence *h, Rect r) {
    Stage *s = h->s;
    float u = h->u, line = fmaxf(1.5f, 2 * u), x = r.x + r.w / 2, y = r.y + r.h / 2, dot = 1.6f * u;
    Color ink = s->theme.role[ROLE_HOT];
    stage_box(s, r, r.h / 2, s->theme.ground, line, ink);
    for (int side = -1; side <= 1; side += 2) {
        float tip = x + (float)side * 18 * u, in = x + (float)side * 13 * u;
        stage_line(s, in, y - 5 * u, tip, y, line, ink);
        stage_line(s, in, y + 5 * u, tip, y, line, ink);
    }
    for (int i = 0; i < 6; i++) {
        float dx = x + (float)(i % 2 ? 3 : -3) * u, dy = y + (float)(i / 2 - 1) * 5 * u;
        stage_box(s, (Rect){dx - dot, dy - dot, 2 * dot, 2 * dot}, dot, ink, 0, 0);
    }
}

/* The same of columns; the 0 stands where the number was. */
static void old_course_level(Sentence *h, const MovedShare *m) {
    Stage *s = h->s;
    float half = m->share * sentence_unit(h) / 2, from = word_middle(h, h->source.base[m->from]),
          to = word_middle(h, h->target.base[h->t]);
    for (int side = -1; side <= 1; side += 2)
        stage_curve_dashed(s, h->ends[0], from + (float)side * half, h->ends[1],
                           to + (float)side * half, fmaxf(1, 1.2f * h->u), s->theme.role[ROLE_S]);
    sentence_number(h, m->from, "0", false);
}

/* The edges of where a share went before it was moved, in dashes, and the 0 that is left there. */
static void old_course(Sentence *h, const MovedShare *m) {
    Stage *s = h->s;
    const SentenceWord *key = &h->source.words[m->from], *query = &h->target.words[h->t];
    float half = m->share * sentence_unit(h) / 2, x = within(h, key->x + key->w / 2, 2 * half),
          y = roundf(h->source.base[key->line] + 0.72f * (float)h->word),
          end = roundf(h->target.base[query->line] - 1.2f * (float)h->word);
    int pixels = (int)roundf(1.5f * (float)h->number);
    for (int side = -1; side <= 1; side += 2)
        stage_course_dashed(s, x + (float)side * half, y,
                            query->x + query->w / 2 + (float)side * half, end, 0.6f,
                            fmaxf(1, 1.2f * h->u), s->theme.role[ROLE_S]);
    if (key->line < h->source.lines - 1) return; /* words are in the way */
    float w = stage_width(s, FACE_MONO, pixels, "0"), left = x - half - 10 * h->u - w,
          base = y + 26 * h->u, cap = 2 * stage_drop(s, FACE_MONO, pixels);
    stage_box(s, (Rect){left - 2, base - cap - 3, w + 4, cap + 6}, 0, s->theme.ground, 0, 0);
    stage_text(s, FACE_MONO, pixels, s->theme.role[ROLE_MUTED], s->theme.ground, left, base, "0");
}

/* Half of how wide it is there, measured level: more where it slants. */
static float half_at(const Ribbon *r, float down) {
    float slope = (across(r, down + 1) - across(r, fmaxf(0, down - 1))) / 2;
    return r->width / 2 * hypotf(1, slope);
}

static bool ribbon_meets(const Ribbon *r, Rect box) {
    if (fminf(r->x0, r->x1) - r->width / 2 >= box.x + box.w ||
        fmaxf(r->x0, r->x1) + r->width / 2 <= box.x)
        return false;
    for (int k = 0; k <= 4; k++) {
        float down = fmaxf(0, box.y - r->y0 + (float)k * box.h / 4), x = across(r, down),
              half = half_at(r, down), left = fmaxf(x - half, fminf(r->x0, r->x1) - r->width / 2),
              right = fminf(x + half, fmaxf(r->x0, r->x1) + r->width / 2);
        if (right > box.x && left < box.x + box.w) return true;
    }
    return false;
}

/* How many pixels of ribbons run through a box. */
static float met(const Ribbon *all, int count, Rect box) {
    float sum = 0;
    for (int i = 0; i < count; i++) sum += ribbon_meets(&all[i], box) ? fmaxf(1, all[i].width) : 0;
    return sum;
}

/* The places of numbers that are there already. */
typedef struct Taken {
    Rect *box;
    int count;
} Taken;

static bool ribbon_room(const Sentence *h, const Taken *taken, Rect box) {
    const float *stage = h->s->scene->stage;
    if (box.x < stage[0] + 2 || box.x + box.w > stage[0] + stage[2] - 2) return false;
    for (int i = 0; i < taken->count; i++) {
        const Rect *t = &taken->box[i];
        if (box.x < t->x + t->w && t->x < box.x + box.w && box.y < t->y + t->h &&
            t->y < box.y + box.h)
            return false;
    }
    return true;
}

/* Beside the key's end, where fewer ribbons are; on a plate where one would run through it. A small
   one that has no room is left out. */
static void number(Sentence *h, const Ribbon *r, bool largest, const Ribbon *all, int count,
                   int lit, Taken *taken) {
    Stage *s = h->s;
    int pixels = largest ? (int)roundf(1.5f * (float)h->number) : h->number;
    const char *text = words_share(s, (double)r->share, 2);
    float w = stage_width(s, FACE_MONO, pixels, text), cap = 2 * stage_drop(s, FACE_MONO, pixels),
          gap = (largest ? 8 : 7) * h->u + r->width / 2,
          y = roundf(h->ribbons[0] + fmaxf(26 * h->u, 8 * h->u + (float)pixels)),
          x = across(r, fmaxf(0, h->ribbons[0] - r->y0));
    if (h->ribbons[1] - h->ribbons[0] < 2.5f * (float)pixels) return;
    Rect left = {x - gap - w - 2, y - cap - 3, w + 4, cap + 6}, right = left;
    right.x = x + gap - 2;
    bool free[] = {ribbon_room(h, taken, left), ribbon_room(h, taken, right)};
    if (largest && can_carry(h) && !free[0] && !free[1]) { /* farther out, beside the handle */
        left.x -= 25 * h->u - r->width / 2, right.x += 25 * h->u - r->width / 2;
        free[0] = ribbon_room(h, taken, left), free[1] = ribbon_room(h, taken, right);
    }
    const Ribbon *own = all + count - lit;
    float cost[] = {met(all, count, left) + 100 * met(own, lit, left),
                    met(all, count, right) + 100 * met(own, lit, right)};
    Rect box = !free[0] || (free[1] && cost[1] < cost[0]) ? right : left;
    if (!(free[0] || free[1]) || (!largest && met(own, lit, box) > 0)) return;
    if (met(all, count, box) > 0) stage_box(s, box, 0, s->theme.ground, 0, 0);
    taken->box[taken->count++] = box;
    stage_text(s, FACE_MONO, pixels, s->theme.role[largest ? ROLE_TEXT : ROLE_MUTED],
               s->theme.ground, box.x + 2, y, text);
}

/* Beside the handle: what it is for; a question while it is carried. */
static void ribbon_hint(Sentence *h, Rect grip, const Ribbon *r, const Ribbon *all, int count,
                        Taken *taken) {
    Stage *s = h->s;
    const char *text = sentence_drag(h);
    float w = stage_width(s, FACE_TEXT, h->small, text),
          cap = 2 * stage_drop(s, FACE_TEXT, h->small), y = roundf(grip.y + grip.h / 2 + cap / 2),
          gap = roundf(10 * h->u), low = y + 6 - r->y0,
          right = fmaxf(grip.x + grip.w, across(r, low) + half_at(r, low));
    Rect box = {right + gap, y - cap - 4, w + 6, cap + 10};
    Rect deep = box; /* a bend reaches further than its slope tells */
    deep.h += 6 * h->u;
    for (int i = 0; i < 100 && ribbon_meets(r, deep); i++) box.x = deep.x += 4 * h->u;
    if (!ribbon_room(h, taken, box) || met(all, count, box) > 0.5f * w) {
        Rect left = box;
        left.x = fminf(grip.x, across(r, low) - half_at(r, low)) - gap - box.w;
        if (!ribbon_room(h, taken, box) ||
            (ribbon_room(h, taken, left) && met(all, count, left) < met(all, count, box)))
            box = left;
    }
    if (!ribbon_room(h, taken, box)) return;
    if (met(all, count, box) > 0) stage_box(s, box, 4 * h->u, s->theme.ground, 0, 0);
    taken->box[taken->count++] = box;
    stage_text(s, FACE_TEXT, h->small, s->theme.role[ROLE_HOT], s->theme.ground, box.x + 3, y,
               text);
}

static Ribbon *widest_of(Ribbon *r, int count) {
    Ribbon *widest = r;
    for (int i = 1; i < count; i++)
        if (r[i].share > widest->share) widest = &r[i];
    return widest;
}

/* The widest ribbon comes from where the widest of the word before was; the others grow. */
static void slide(Sentence *h, Ribbon *lit, int count) {
    Ribbon *before = arena_many(h->s->arena, Ribbon, h->keys + 1), *to = widest_of(lit, count);
    int had = make(h, h->from, least_share, before);
    for (int i = 0; i < count; i++)
        if (&lit[i] != to) lit[i].width *= h->way;
    if (!had) return;
    const Ribbon *from = widest_of(before, had);
    to->x0 = from->x0 + (to->x0 - from->x0) * h->way;
    to->y0 = from->y0 + (to->y0 - from->y0) * h->way;
    to->width = from->width + (to->width - from->width) * h->way;
}

/* A ribbon's end, in the keys' colour; it can be taken. */
static void key_end(Sentence *h, const Ribbon *r) {
    float u = h->u, wide = fmaxf(2 * u, r->width), end = fmaxf(wide, 24 * u);
    Rect mark = {r->x0 - wide / 2, r->y0 - u, wide, 5 * u},
         take = {r->x0 - end / 2, r->y0 - 4 * u, end, 48 * u};
    if (h->columns) {
        mark = (Rect){mark.y, mark.x, mark.h, mark.w};
        take = (Rect){h->ends[0], take.x, take.h, take.w};
    }
    stage_box(h->s, mark, 0, h->s->theme.role[ROLE_K], 0, 0);
    sentence_cell(h, h->t, r->key, take, CARRY_FROM);
}

void sentence_ribbons(Sentence *h) {
    Stage *s = h->s;
    Ribbon *all = arena_many(s->arena, Ribbon, h->keys * (h->t + 1) + 1);
    Color pale = theme_mix(s->theme.ground, s->theme.role[ROLE_S], pale_part),
          hot = theme_mix(s->theme.ground, s->theme.role[ROLE_S], hot_part);
    int before = 0, count;
    for (int row = 0; row < h->t; row++) before += make(h, row, pale_least, all + before);
    for (int i = 0; i < before; i++) curve(h, &all[i], pale, h->u);
    if (s->pointer.on && s->pointer.value == h->weights && s->pointer.cell.row < h->t) {
        Ribbon *pointed = all + before; /* all of its own, the narrow ones too */
        count = make(h, s->pointer.cell.row, least_share, pointed);
        for (int i = 0; i < count; i++) curve(h, &pointed[i], hot, 0);
    }
    Ribbon *lit = all + before;
    count = make(h, h->t, least_share, lit);
    if (h->way < 1 && count) slide(h, lit, count);
    const Ribbon *widest = widest_of(lit, count);
    for (int i = 0; i < count; i++) curve(h, &lit[i], s->theme.role[ROLE_S], 0);
    for (int i = 0; i < count; i++) key_end(h, &lit[i]);
    for (int i = 0; i < h->moved.count; i++)
        (h->columns ? old_course_level : old_course)(h, &h->moved.list[i]);
    if (count && can_carry(h) && h->columns) sentence_ring(h, across(widest, sentence_ring_at(h)));
    if (h->columns) {
        for (int i = 0; i < count && h->way >= 1; i++)
            sentence_number(h, lit[i].key, words_share(s, (double)lit[i].share, 2),
                            &lit[i] == widest);
        return;
    }
    Taken taken = {arena_many(s->arena, Rect, count + 3), 0};
    if (count && can_carry(h)) sentence_grip(h, taken.box[taken.count++] = grip_place(h, widest));
    if (h->way < 1) return; /* numbers are read at rest */
    if (count) number(h, widest, true, all, before + count, count, &taken);
    if (taken.count && can_carry(h))
        ribbon_hint(h, taken.box[0], widest, all, before + count, &taken);
    for (int i = 0; i < count; i++)
        if (&lit[i] != widest) number(h, &lit[i], false, all, before + count, count, &taken);
}
