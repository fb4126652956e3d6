/* Sentences are templates: {a} … {d} are rows or columns by name, {1} … {6} numbers, {^} is "e to
   the power of". */
#include "scene/figures/claims_list.h"

#include <math.h>
#include <string.h>

#include "scene/figures/kinds.h"
#include "scene/marks/insight.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"

/* Numbers stand in the figure as they are read, from above; of whole columns last. */
static void claims_order(Claims *c) {
    for (int i = 1; i < c->count; i++)
        for (int k = i; k > 0; k--) {
            Claim *a = &c->list[k - 1], *b = &c->list[k], swap = *a;
            unsigned above = (unsigned)b->at.row, below = (unsigned)a->at.row; /* −1: the largest */
            if (above > below || (above == below && b->at.col >= a->at.col)) break;
            *a = *b, *b = swap;
        }
}

const Claims *claims_list(Stage *s) {
    if (s->claims) return s->claims;
    Claims *c = arena_many(s->arena, Claims, 1);
    bool told = s->step && s->in->view->shown.at.depth >= DEPTH_STEP && !s->veil.on;
    if (told) *c = insight_step(s);
    ClaimsOf *find = told ? kinds_row(s, s->step)->claims : NULL;
    if (find) find(c);
    claims_choose(c);
    claims_order(c);
    s->claims = c;
    return c;
}

bool claims_above(Stage *s, Stage *of, Claim *out) {
    Depth depth = s->in->view->shown.at.depth;
    const Program *p = s->program;
    Value v = depth == DEPTH_MODEL
                  ? program_role(p, VALUE_PROBABILITIES)
                  : program_beside(p, outline_value(p, s->shown_step), VALUE_WEIGHTS);
    if (depth < DEPTH_MODEL || depth >= DEPTH_STEP || v == NO_VALUE || p->values[v].step < 0 ||
        s->veil.on || s->foreign)
        return false;
    *of = *s;
    of->at.value = v;
    of->step = &p->steps[p->values[v].step];
    of->shown_step = outline_step(p, v);
    Claims c = insight_step(of);
    ClaimsOf *find = kinds_row(of, of->step)->claims;
    if (find) find(&c);
    claims_choose(&c);
    if (c.count) *out = c.list[0];
    return c.count > 0;
}

/* What the decoder has a row write calls that row, but where words are counted: there it is what
   has been read. */
static const char *claim_label(Stage *s, ClaimName n, int at) {
    const char *written = n.row && !kinds_in_words(s, s->step) ? words_written(s, n.value, at) : "";
    return *written ? written : words_label(s, n.value, n.row, at, false);
}

/* Its token; of equal ones with the number of this one, lowered. */
static int name_spans(Stage *s, ClaimName n, ProseSpan *out) {
    Form form = s->program->values[n.value].form;
    Axis axis = n.row ? form.rows : form.cols;
    const char *label = claim_label(s, n, n.at);
    bool written = n.row && !kinds_in_words(s, s->step) && *words_written(s, n.value, n.at);
    Face face =
        written ? words_written_face(s, n.at, true) : words_face(s, n.value, n.row, n.at, true);
    Role role = words_axis_role(s, n.value, n.row);
    int which = 1, all = 0,
        end = axis == AXIS_SOURCE || axis == AXIS_TARGET
                  ? (n.row ? form.shape.rows : form.shape.cols)
                  : 0;
    if (!*label) label = arena_print(s->arena, "%d", n.at + 1);
    for (int i = 0; i < end; i++) {
        bool same = strcmp(claim_label(s, n, i), label) == 0;
        all += same, which += same && i < n.at;
    }
    out[0] = (ProseSpan){words_quoted(s, label), face, role, false};
    if (all < 2) return 1;
    out[1] = (ProseSpan){arena_print(s->arena, "%d", which), face, role, true};
    return 2;
}

int claims_spans(Stage *s, const Claim *claim, ProseSpan out[CLAIM_SPANS]) {
    const char *keys[] = {arena_print(s->arena, "claim.%s", claim->kind),
                          arena_print(s->arena, "claim.%s.case", claim->kind)};
    int count = 1;
    out[0] = (ProseSpan){arena_print(s->arena, "%s ", stage_words(s, keys[0])), FACE_BOLD,
                         ROLE_TEXT, false};
    for (const char *p = stage_words(s, keys[1]); *p && count + 2 < CLAIM_SPANS;) {
        size_t n = strcspn(p, "{");
        if (n) out[count++] = (ProseSpan){arena_copy(s->arena, p, n), FACE_TEXT, ROLE_TEXT, false};
        p += n;
        if (!*p || !p[1] || p[2] != '}') break;
        int name = p[1] - 'a', number = p[1] - '1';
        if (p[1] == '^')
            out[count++] = (ProseSpan){"e^", FACE_MONO, ROLE_TEXT, false};
        else if (name >= 0 && name < claim->names)
            count += name_spans(s, claim->name[name], &out[count]);
        else if (number >= 0 && number < claim->numbers)
            out[count++] =
                (ProseSpan){words_places(s, claim->number[number].x, claim->number[number].places),
                            FACE_MONO, ROLE_TEXT, false};
        p += 3;
    }
    return count;
}

void claims_disc(Stage *s, float x, float y, int number) {
    float d = roundf(fmaxf(16, 18 * s->unit));
    int pixels = (int)fmaxf(11, roundf(11 * s->unit));
    Color amber = s->theme.role[ROLE_HOT];
    const char *text = arena_print(s->arena, "%d", number);
    Rect r = {roundf(x - d / 2), roundf(y - d / 2), d, d};
    stage_box(s, r, d / 2, amber, 0, 0);
    stage_text(s, FACE_BOLD, pixels, theme_ink(amber), amber,
               r.x + (d - stage_width(s, FACE_BOLD, pixels, text)) / 2,
               r.y + d / 2 + stage_drop(s, FACE_BOLD, pixels), text);
}

static bool disc_reaches(float dx, float dy, float r) {
    return dx * dx + dy * dy < r * r;
}

/* Whether a stroke's middle, of 24 pieces, comes that near. Most curves lie all above or below. */
static bool curve_comes_near(const float *p, float x, float y, float r) {
    float top = fminf(fminf(p[1], p[3]), fminf(p[5], p[7])),
          foot = fmaxf(fmaxf(p[1], p[3]), fmaxf(p[5], p[7]));
    for (int k = 0; k <= 24 && y > top - r && y < foot + r; k++) {
        float a = (float)k / 24, b = 1 - a,
              w[] = {b * b * b, 3 * a * b * b, 3 * a * a * b, a * a * a}, px = 0, py = 0;
        for (int n = 0; n < 4; n++) px += w[n] * p[2 * n], py += w[n] * p[2 * n + 1];
        if (disc_reaches(px - x, py - y, r)) return true;
    }
    return false;
}

enum { BESIDE_TEXT = 2 }; /* more than beside other marks: digits would be read together */

/* Whether a text, a line, a curve, cells or the edge of a box are within r of a place; turned text
   counts as points along its middle. */
static bool mark_touches(const Item *i, float x, float y, float r) {
    if (i->kind == ITEM_BOX) {
        bool apart = x + r < i->x || x - r > i->x + i->w || y + r < i->y || y - r > i->y + i->h;
        bool inside = x - r > i->x && x + r < i->x + i->w && y - r > i->y && y + r < i->y + i->h;
        return !apart && !inside;
    }
    if (i->kind == ITEM_CELLS || (i->kind == ITEM_TEXT && i->degrees == 0)) {
        float high = i->kind == ITEM_CELLS ? i->h : (float)i->pixels,
              top = i->kind == ITEM_CELLS ? i->y : i->y - 0.8f * high, left = i->x - x,
              right = x - i->x - i->w, over = top - y, under = y - top - high;
        if (over >= r || under >= r || left >= r + BESIDE_TEXT || right >= r + BESIDE_TEXT)
            return false; /* as most are */
        float dx = fmaxf(0, fmaxf(left, right)), dy = fmaxf(0, fmaxf(over, under));
        return (dx < r && dy < r) || (i->kind == ITEM_TEXT && dy == 0 && dx < r + BESIDE_TEXT);
    }
    if (i->kind == ITEM_LINE && i->dash_on > 0) return false; /* it leads to what is spoken of */
    if (i->kind == ITEM_LINE) {
        float dx = i->x2 - i->x, dy = i->y2 - i->y, long2 = dx * dx + dy * dy;
        float part = long2 > 0 ? ((x - i->x) * dx + (y - i->y) * dy) / long2 : 0;
        part = part < 0 ? 0 : part > 1 ? 1 : part;
        return disc_reaches(i->x + part * dx - x, i->y + part * dy - y, r);
    }
    if (i->kind == ITEM_CURVE) return curve_comes_near(i->p, x, y, r + i->line / 2);
    if (i->kind != ITEM_TEXT) return false;
    float turn = -i->degrees * 3.14159265f / 180, step = (float)i->pixels / 2, up = 0.7f * step;
    for (float at = 0; at <= i->w + step; at += step) {
        float dx = i->x + at * cosf(turn) + up * sinf(turn) - x,
              dy = i->y + at * sinf(turn) - up * cosf(turn) - y;
        if (disc_reaches(dx, dy, r + 1.2f * step)) return true;
    }
    return false;
}

typedef struct Discs {
    Rect area;
    float x[CLAIMS_MOST], y[CLAIMS_MOST];
    const Claim *of[CLAIMS_MOST];
    int number[CLAIMS_MOST];
    int count;
} Discs;

static bool disc_is_free(const Stage *s, const Discs *d, float x, float y) {
    float r = roundf(fmaxf(16, 18 * s->unit)) / 2 + 1, in = r - 1;
    Rect a = d->area;
    if (x - in < a.x || x + in > a.x + a.w || y - in < a.y || y + in > a.y + a.h) return false;
    for (int i = 0; i < d->count; i++)
        if (fabsf(d->x[i] - x) < 2 * r && fabsf(d->y[i] - y) < 2 * r) return false;
    for (int i = 0; i < s->scene->count; i++)
        if (mark_touches(&s->scene->items[i], x, y, r)) return false;
    return true;
}

/* From a place outwards, up to so far. */
static bool disc_slide(const Stage *s, Discs *d, float x, float y, float dx, float dy, float far) {
    for (float at = 0; at <= far; at++, x += dx, y += dy) {
        if (!disc_is_free(s, d, x, y)) continue;
        d->x[d->count] = x, d->y[d->count] = y;
        return true;
    }
    return false;
}

/* Beside the claim's row, else beside its column, of a matrix or a list that shows it. */
static bool disc_place(const Stage *s, Discs *d, const Claim *claim, const Target *t) {
    const char *path = s->program->values[claim->value].path;
    bool cells = t->kind == TARGET_CELLS;
    if ((!cells && t->kind != TARGET_OPERAND) || t->aside || !t->path) return false;
    if (strcmp(t->path, path) != 0 || t->head != claim->at.sheet) return false;
    bool flow = s->in->view->shown.at.form == FORM_RIBBONS,
         one = !cells || (t->cols == 1 && s->program->values[claim->value].form.shape.cols > 1);
    float r = roundf(fmaxf(16, 18 * s->unit)) / 2 + 3, far = roundf(110 * s->unit);
    int row = claim->at.row - t->row0, col = claim->at.col - t->col0;
    if (one) { /* a line of a list shows one cell, the end of a ribbon a whole row or column */
        bool here = flow && claim->at.col < 0 ? !row && !t->col0
                    : flow && claim->at.row < 0
                        ? !col
                        : claim->at.row >= 0 && claim->at.col >= 0 && !row && !col;
        return here && disc_slide(s, d, t->x + t->w + r, t->y + t->h / 2, 1, 0, far);
    }
    if ((claim->at.row >= 0 && (row < 0 || row >= t->rows)) ||
        (claim->at.row < 0 && (col < 0 || col >= t->cols)))
        return false;
    bool down = (claim->at.row >= 0) != t->transposed;
    int at = claim->at.row >= 0 ? row : col, count = claim->at.row >= 0 ? t->rows : t->cols;
    float middle = ((float)at + 0.5f) / (float)count;
    if (down)
        return disc_slide(s, d, t->x + t->w + r, t->y + t->h * middle, 1, 0, far) ||
               disc_slide(s, d, t->x - r, t->y + t->h * middle, -1, 0, 2 * far);
    return disc_slide(s, d, t->x + t->w * middle, t->y + t->h + r, 0, 1, far) ||
           disc_slide(s, d, t->x + t->w * middle, t->y - r, 0, -1, far);
}

/* Two that speak of one row, and there is room for one: the two stand one above the other, the row
   at their middle, a little aside if need be. */
static bool disc_stack(const Stage *s, Discs *d, const Claim *claim) {
    float half = roundf(fmaxf(16, 18 * s->unit)) / 2 + 1, far = roundf(30 * s->unit);
    for (int i = 0; i < d->count; i++) {
        float x = d->x[i], y = d->y[i];
        if (d->of[i]->at.row != claim->at.row || d->of[i]->value != claim->value) continue;
        d->y[i] = -1e6f; /* out of the way of the two that are tried */
        for (float aside = 0; aside <= far; aside++) {
            if (!disc_is_free(s, d, x - aside, y - half) ||
                !disc_is_free(s, d, x - aside, y + half))
                continue;
            d->x[i] = d->x[d->count] = x - aside;
            d->y[i] = y - half, d->y[d->count] = y + half;
            return true;
        }
        d->y[i] = y;
    }
    int last = d->count - 1; /* of a row just below: as near to it as there is room */
    return last >= 0 && d->of[last]->value == claim->value && claim->at.row >= 0 &&
           claim->at.row - d->of[last]->at.row <= 2 &&
           disc_slide(s, d, d->x[last], d->y[last] + 2 * half, -1, 0, far);
}

/* Those that stand nearly below one another stand exactly so, where the farthest left has room. */
static void discs_align(const Stage *s, Discs *d) {
    float far = roundf(40 * s->unit);
    for (int i = 0; i < d->count; i++)
        for (int k = 0; k < d->count; k++) {
            float x = d->x[k];
            if (d->x[i] >= x || x - d->x[i] > far) continue;
            d->x[k] = -1e6f;
            d->x[k] = disc_is_free(s, d, d->x[i], d->y[k]) ? d->x[i] : x;
        }
}

void claims_mark(Stage *s, Rect area) {
    Discs d = {.area = area};
    for (int k = 0; k < s->told; k++) {
        const Claim *claim = &claims_list(s)->list[k];
        bool placed = false;
        for (int i = 0; i < s->scene->target_count && !placed; i++)
            placed = disc_place(s, &d, claim, &s->scene->targets[i]);
        if (!placed && !disc_stack(s, &d, claim)) continue;
        d.of[d.count] = claim;
        d.number[d.count++] = k + 1;
    }
    discs_align(s, &d);
    for (int i = 0; i < d.count; i++) claims_disc(s, d.x[i], d.y[i], d.number[i]);
}
