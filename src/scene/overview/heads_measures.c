/* Measures are taken anew for each picture: a few thousand additions. */
#include "scene/overview/heads_measures.h"

#include <math.h>
#include <string.h>

#include "scene/marks/pill.h"
#include "scene/marks/plot.h"
#include "scene/pen/flow.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/blocks.h"
#include "trace/foreign.h"
#include "trace/measure.h"

enum { HOVER_ROLLOUT = ORDER_COUNT + 1 };

static const char *const order_keys[ORDER_COUNT] = {
    "heads.sort.place", "heads.sort.entropy", "heads.sort.previous", "heads.sort.itself",
    "heads.sort.first", "heads.sort.last",    "heads.sort.gold",     "heads.sort.copied"};
static const char *const about_keys[ORDER_COUNT + 1] = {
    "heads.about.place",  "heads.about.entropy", "heads.about.previous",
    "heads.about.itself", "heads.about.first",   "heads.about.last",
    "heads.about.gold",   "heads.about.copied",  "heads.about.rollout"};

static HeadMeasure measure_of(HeadOrder order) {
    return (HeadMeasure)(order - 1);
}

bool heads_can_sort(const Stage *s, HeadOrder order) {
    if (order == ORDER_COPIED)
        return !s->foreign && !config_reads_apart(&s->in->run->model->config);
    return order != ORDER_GOLD || s->in->gold;
}

HeadOrder heads_order(const Stage *s) {
    return heads_can_sort(s, s->in->view->shown.order) ? s->in->view->shown.order : ORDER_PLACE;
}

/* Shares of attention; a person's own matrix may be anything. */
static bool is_measured(const Stage *s, Value v) {
    return s->program->values[v].numbers == NUMBERS_SHARES && !program_inner(s->program, v);
}

static HeadKind heads_measures_kind_of(const Stage *s, Value v) {
    const ValueInfo *info = &s->program->values[v];
    bool square =
        info->form.rows == info->form.cols && info->form.shape.rows == info->form.shape.cols;
    if (s->foreign) square = info->form.shape.rows == info->form.shape.cols;
    if (!square) return HEAD_KIND_CROSS;
    return info->place.stack == STACK_DECODER ? HEAD_KIND_CAUSAL : HEAD_KIND_SELF;
}

/* What the softmax read: its hidden keys are −∞. A given matrix hides none. */
static Tensor scores_of(const Stage *s, Value v) {
    const Program *p = s->program;
    return s->trace->values[program_shares(p, v) ? p->steps[p->values[v].step].in[0] : v];
}

static Head overview_heads_measure(Stage *s, Value v, int head) {
    HeadKind kind = heads_measures_kind_of(s, v);
    return head_measure(stage_tensor(s, v), scores_of(s, v), head, kind,
                        kind == HEAD_KIND_CROSS ? s->in->gold : NULL,
                        s->foreign ? NULL : s->in->run->rows.id);
}

static bool is_kind(const Block *b, const HeadsKind *k) {
    return b->kind == k->kind && b->stack == k->stack;
}

static const char *kind_name(Stage *s, const Block *b) {
    const Part part = {.stack = b->stack, .layer = -1};
    return arena_print(s->arena, "%s · %s", blocks_part_name(s, &part), blocks_name(s, b));
}

static int find_kinds(Stage *s, HeadsKind *out, int most) {
    const Block *at = &s->outline.blocks[blocks_current(s)];
    bool one = blocks_weights(s, at) != NO_VALUE &&
               (s->in->view->shown.at.depth > DEPTH_MODEL || s->foreign);
    int count = 0;
    for (int i = 0; i < s->outline.block_count; i++) {
        const Block *b = &s->outline.blocks[i];
        Value v = blocks_weights(s, b);
        int k = 0;
        if (v == NO_VALUE || (one && (b->kind != at->kind || b->stack != at->stack))) continue;
        while (k < count && !is_kind(b, &out[k])) k++;
        if (k == most) continue;
        if (k == count)
            out[count++] = (HeadsKind){.kind = b->kind,
                                       .stack = b->stack,
                                       .sample = v,
                                       .name = kind_name(s, b),
                                       .block = b,
                                       .measured = is_measured(s, v)};
        int heads = s->program->values[v].form.shape.sheets;
        if (heads > out[k].heads) out[k].heads = heads;
        out[k].rows++;
    }
    return count;
}

static void add_entries(Stage *s, HeadsKind *k) {
    int row = 0;
    k->entries = arena_many(s->arena, HeadsEntry, k->rows * k->heads);
    for (int i = 0; i < s->outline.block_count; i++) {
        const Block *b = &s->outline.blocks[i];
        Value v = blocks_weights(s, b);
        if (v == NO_VALUE || !is_kind(b, k)) continue;
        for (int h = 0; h < s->program->values[v].form.shape.sheets; h++) {
            HeadsEntry e = {.value = v,
                            .head = h,
                            .layer = b->layer,
                            .row = row,
                            .measured = is_measured(s, v)};
            if (e.measured) e.m = overview_heads_measure(s, v, h);
            k->entries[k->count++] = e;
        }
        row++;
    }
}

/* The largest first; what has no such measure last; equals stay in the model's order. */
static void heads_measures_sort(HeadsKind *k, HeadMeasure m) {
    for (int i = 1; i < k->count; i++) {
        HeadsEntry e = k->entries[i];
        int at = i;
        for (; at > 0; at--) {
            const HeadsEntry *before = &k->entries[at - 1];
            bool later = e.m.rows[m] && (!before->m.rows[m] || e.m.value[m] > before->m.value[m]);
            if (!later) break;
            k->entries[at] = *before;
        }
        k->entries[at] = e;
    }
}

/* Over several layers of self-attention of one shape. */
static void add_rollout(Stage *s, HeadsKind *k) {
    if (k->rows < 2 || !k->measured || heads_measures_kind_of(s, k->sample) == HEAD_KIND_CROSS)
        return;
    Tensor *layers = arena_many(s->arena, Tensor, k->rows);
    for (int i = 0; i < k->count; i++)
        layers[k->entries[i].row] = stage_tensor(s, k->entries[i].value);
    k->rollout = head_rollout(layers, k->rows, s->arena);
}

bool heads_shown(const Stage *s) {
    const Place *at = &s->in->view->shown.at;
    return at->form == FORM_HEADS && at->depth < DEPTH_STEP && !s->foreign;
}

const char *heads_count(Stage *s) {
    HeadsKind kinds[8];
    int count = find_kinds(s, kinds, 8), heads = 0;
    for (int k = 0; k < count; k++) heads += kinds[k].rows * kinds[k].heads;
    return stage_fill(s, "heads.count", arena_print(s->arena, "%d", heads), "");
}

int heads_kinds(Stage *s, HeadsKind *out, int most) {
    int count = find_kinds(s, out, most);
    HeadOrder order = s->in->view->shown.order;
    for (int k = 0; k < count; k++) {
        add_entries(s, &out[k]);
        add_rollout(s, &out[k]);
        if (order != ORDER_PLACE && heads_can_sort(s, order))
            heads_measures_sort(&out[k], measure_of(order));
    }
    return count;
}

const char *heads_number(Stage *s, const HeadsEntry *e, HeadOrder order) {
    HeadMeasure m = measure_of(order);
    if (order == ORDER_PLACE || !e->measured || !e->m.rows[m]) return "–";
    if (m == HEAD_ENTROPY)
        return arena_print(s->arena, "%s %s", plot_number(s, e->m.value[m], 2),
                           stage_words(s, "heads.bits"));
    return arena_print(s->arena, "%.0f %%", 100 * e->m.value[m]);
}

static const char *const role_keys[HEAD_MEASURES] = {
    "heads.role.broad", "heads.role.previous", "heads.role.itself", "heads.role.first",
    "heads.role.last",  "heads.role.gold",     "heads.role.copied"};

const char *heads_role_word(Stage *s, const HeadsEntry *e) {
    int role = e->measured ? head_role(&e->m) : -1;
    return role < 0 ? "" : stage_words(s, role_keys[role]);
}

static float list_line(const Stage *s) {
    return roundf((float)s->small * 1.5f);
}

float heads_told_height(const Stage *s, const HeadsEntry *e) {
    return e->measured ? list_line(s) * (ORDER_COUNT - 1) + roundf(12 * s->unit) : 0;
}

void heads_told(Stage *s, const HeadsEntry *e, Rect area) {
    float y = area.y + roundf(12 * s->unit) + (float)s->small, wide = 0;
    for (int o = 1; o < ORDER_COUNT; o++)
        wide = fmaxf(wide, stage_width(s, FACE_TEXT, s->small, stage_words(s, order_keys[o])));
    float number = area.x + fminf(wide, 0.4f * area.w) + roundf(16 * s->unit),
          after = number + stage_width(s, FACE_MONO, s->mono, "9.99 bits  ");
    for (int o = 1; o < ORDER_COUNT; o++, y += list_line(s)) {
        int rows = e->m.rows[measure_of((HeadOrder)o)];
        const char *of = rows ? stage_fill(s, "heads.rows", arena_print(s->arena, "%d", rows), "")
                              : stage_words(s, "heads.none");
        if (o == ORDER_ENTROPY && rows)
            of = arena_print(s->arena, "%s · %s",
                             stage_fill(s, "heads.of_most", plot_number(s, e->m.most, 2), ""), of);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x, y,
                   stage_elide(s, FACE_TEXT, s->small, stage_words(s, order_keys[o]),
                               number - area.x - 6));
        stage_text(s, FACE_MONO, s->mono,
                   s->theme.role[o == (int)s->in->view->shown.order ? ROLE_HOT : ROLE_TEXT],
                   s->theme.ground, number, y, heads_number(s, e, (HeadOrder)o));
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, after, y,
                   stage_elide(s, FACE_TEXT, s->small, of, area.x + area.w - after));
    }
}

/* Pills */

/* In a file only what it is sorted by is told. */
static float draw_told(Stage *s, Rect area) {
    if (heads_order(s) == ORDER_PLACE) return 0;
    const char *text = stage_words(s, about_keys[heads_order(s)]);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x,
               area.y + (float)s->small, stage_elide(s, FACE_TEXT, s->small, text, area.w));
    return stage_line_height(s->small) + roundf(4 * s->unit);
}

/* A row of pills behind a word; returns its height. */
static float heads_pill_row(Stage *s, TargetKind kind, const bool *there, Rect area) {
    float high = roundf((float)s->small * 1.75f), gap = roundf(6 * s->unit),
          pad = roundf(9 * s->unit), y = roundf(area.y), line = fmaxf(high + gap, stage_thumb(s));
    const char *name = stage_words(s, kind == TARGET_ORDER ? "heads.sort" : "heads.light");
    HeadOrder now = kind == TARGET_ORDER ? heads_order(s) : s->in->view->shown.light;
    Flow f = {area.x, area.x + area.w, area.x + stage_width(s, FACE_TEXT, s->small, name) + gap, 0};
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x,
               y + high / 2 + stage_drop(s, FACE_TEXT, s->small), name);
    for (int o = 0; o < ORDER_COUNT; o++) {
        if (!there[o]) continue;
        const char *text = stage_words(s, kind == TARGET_ORDER ? order_keys[o] : role_keys[o - 1]);
        float wide = roundf(stage_width(s, FACE_BOLD, s->small, text) + 2 * pad),
              x = roundf(flow_next(&f, gap, wide));
        pill_draw(s, (Rect){x, y + (float)f.line * line, wide, high}, s->small, text, (int)now == o,
                  (Target){.kind = kind, .row0 = o});
    }
    return (float)(f.line + 1) * line + roundf(4 * s->unit);
}

float heads_pills(Stage *s, const HeadsKind *kinds, int count, Rect area) {
    bool measured = false, orders[ORDER_COUNT], lights[ORDER_COUNT] = {false}, any = false;
    for (int k = 0; k < count; k++) measured = measured || kinds[k].measured;
    if (!measured || area.h < 14 * (float)s->small) return 0;
    if (!s->in->frame) return draw_told(s, area);
    for (int o = 0; o < ORDER_COUNT; o++) orders[o] = heads_can_sort(s, (HeadOrder)o);
    for (int k = 0; k < count; k++)
        for (int i = 0; i < kinds[k].count; i++) {
            int role = kinds[k].entries[i].measured ? head_role(&kinds[k].entries[i].m) : -1;
            if (role >= 0) lights[role + 1] = any = true;
        }
    float used = heads_pill_row(s, TARGET_ORDER, orders, area);
    float least = (stage_held(s->in) ? 44 : 30) * (float)s->small; /* there lines are far apart */
    if (!any || heads_order(s) != ORDER_PLACE || s->foreign || area.h < least) return used;
    area.y += used;
    return used + heads_pill_row(s, TARGET_LIGHT, lights, area);
}

void heads_draw_rollout(Stage *s, const HeadsKind *k, Rect box) {
    int n = k->rollout.shape.rows;
    Color *cells = arena_raw(s->arena, (size_t)n * (size_t)n, sizeof *cells);
    float top = measure_max_abs(k->rollout, 0);
    if (!s->foreign || top == 0 || top >= 0.5f) top = 1; /* of small shares as others are drawn */
    for (int i = 0; i < n * n; i++) cells[i] = theme_share(&s->theme, k->rollout.x[i], top);
    float pad = fmaxf(2, roundf(3 * s->unit));
    stage_box(s, (Rect){box.x - pad, box.y - pad, box.w + 2 * pad, box.h + 2 * pad},
              fmaxf(2, 4 * s->unit), 0, 1, s->theme.role[ROLE_MUTED]);
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = box.x, item->y = box.y, item->w = box.w, item->h = box.h;
    item->cells = cells;
    item->rows = item->cols = n;
    stage_target_in(s, box, (Target){.kind = TARGET_ORDER, .row0 = HOVER_ROLLOUT - 1});
}

/* All that is measured of the head under the pointer. */
static const char *head_speech(Stage *s) {
    const Pointed *p = &s->in->view->passing.hover;
    Value value = *pointed_step(p) ? program_find(s->program, p->path) : NO_VALUE;
    if (value == NO_VALUE || !is_measured(s, value) ||
        p->head >= s->program->values[value].form.shape.sheets)
        return "";
    HeadsEntry e = {.value = value,
                    .head = p->head,
                    .measured = true,
                    .m = overview_heads_measure(s, value, p->head)};
    const char *text = stage_fill(s, "heads.head", arena_print(s->arena, "%d", e.head + 1), "");
    for (int o = 1; o < ORDER_COUNT; o++)
        if (e.m.rows[measure_of((HeadOrder)o)])
            text = arena_print(s->arena, "%s · %s %s", text, stage_words(s, order_keys[o]),
                               heads_number(s, &e, (HeadOrder)o));
    return text;
}

const char *heads_speech(Stage *s) {
    const Pointed *p = &s->in->view->passing.hover;
    bool grid = s->in->view->shown.at.depth < DEPTH_STEP &&
                (s->in->view->shown.at.form == FORM_HEADS || s->foreign);
    if (p->kind == TARGET_ORDER && p->index < HOVER_ROLLOUT)
        return stage_words(s, about_keys[p->index]);
    return grid && s->in->frame ? head_speech(s) : "";
}
