/* Sentences for a matrix that somebody sees without the rest of the program. */
#include "scene/words/alone_words.h"

#include <string.h>

#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"

/* "French word", "character", "query": who asks. */
static const char *alone_who(Stage *s) {
    const Config *c = &s->in->run->model->config;
    Axis axis = s->program->values[s->at.value].form.rows;
    if (s->foreign) return stage_words(s, "alone.who.query");
    if (c->tokens == TOKENS_CHARACTERS) return stage_words(s, "alone.who.character");
    const char *key = arena_print(s->arena, "alone.who.%s",
                                  axis == AXIS_SOURCE ? c->source_language : c->target_language);
    const char *who = stage_words(s, key);
    return who == key ? stage_words(s, "alone.who.word") : who;
}

const char *alone_title(Stage *s) {
    static const char *const titles[VALUE_ROLES] = {[VALUE_SCORES] = "alone.title.scores",
                                                    [VALUE_SCALED] = "alone.title.scaled",
                                                    [VALUE_MASKED] = "alone.title.masked",
                                                    [VALUE_WEIGHTS] = "alone.title.weights"};
    ValueRole role = s->program->values[s->at.value].role;
    if (role == VALUE_MATRIX) return decode_name(s->in->run);
    if (titles[role] && !program_inner(s->program, s->at.value))
        return stage_fill(s, titles[role], alone_who(s), "");
    const char *caption = words_caption(s), *last;
    size_t n = strlen(caption);
    if (n) return arena_copy(s->arena, caption, caption[n - 1] == '.' ? n - 1 : n);
    words_step_name(s, s->at.value, DEPTH_STEP, &last);
    return last;
}

/* "Self-attention of encoder layer 1, head 2 of 4. ", as far as there are layers and heads. */
static const char *alone_place(Stage *s) {
    static const char *const layers[] = {
        [STACK_ENCODER] = "alone.of.encoder", [STACK_DECODER] = "alone.of.decoder"};
    const ValueInfo *info = &s->program->values[s->at.value];
    ValuePlace at = info->place;
    const char *place = words_crumb(s, s->foreign ? DEPTH_LAYER : DEPTH_SUBLAYER);
    if (!s->foreign && at.layer >= 0 && at.stack <= STACK_DECODER)
        place = stage_fill(s, layers[at.stack], place, arena_print(s->arena, "%d", at.layer + 1));
    if (info->form.shape.sheets > 1 && !(stage_held(s->in) && *place)) /* a button says it there */
        place = arena_print(s->arena, "%s%s%s", place, *place ? ", " : "",
                            stage_fill(s, *place ? "alone.head" : "crumb.head",
                                       arena_print(s->arena, "%d", s->at.cell.sheet + 1),
                                       arena_print(s->arena, "%d", info->form.shape.sheets)));
    return *place ? arena_print(s->arena, "%s.   ", place) : "";
}

/* "3 rows × 4 columns" */
static const char *shape_words(Stage *s, int rows, int cols) {
    const char *key = rows == 1 && cols == 1 ? "alone.shape.one"
                      : rows == 1            ? "alone.shape.row"
                      : cols == 1            ? "alone.shape.col"
                                             : "alone.shape";
    return stage_fill(s, key, arena_print(s->arena, "%d", rows), arena_print(s->arena, "%d", cols));
}

static const char *told_add(Stage *s, const char *text, const char *more) {
    return arena_print(s->arena, "%s%s%s", text, *text ? " " : "", more);
}

/* ", over cat.jpg" */
static const char *told_photo(Stage *s) {
    const Photo *p = s->in->run->labels->photo;
    return p ? stage_fill(s, "told.over", p->name, "") : "";
}

/* What a whole matrix is that lies over a photograph. */
static const char *told_patches(Stage *s) {
    Shape shape = s->program->values[s->at.value].form.shape;
    return arena_print(s->arena, "%s%s.",
                       stage_fill(s, "told.over.matrix", arena_print(s->arena, "%d", shape.rows),
                                  arena_print(s->arena, "%d", shape.cols)),
                       told_photo(s));
}

/* "Row 0 (“[CLS]”)’s weights for keys 1 to 196, as 14 × 14 patches; they sum to .93." */
static const char *told_row(Stage *s, const BroughtRow *row, int sheet) {
    Shape shape = s->program->values[s->at.value].form.shape;
    const char *name = arena_print(s->arena, "%d", row->row);
    if (row->name && *row->name)
        name = arena_print(s->arena, "%s (%s)", name, words_quoted(s, row->name));
    const char *keys = stage_fill(s, "told.keys", arena_print(s->arena, "%d", row->first),
                                  arena_print(s->arena, "%d", row->first + row->keys - 1));
    const char *patches =
        row->patches ? stage_fill(s, "told.patches", arena_print(s->arena, "%d", shape.rows),
                                  arena_print(s->arena, "%d", shape.cols))
                     : "";
    const char *sum =
        row->weights && sheet >= 0
            ? stage_fill(s, "told.sum",
                         words_share(s, measure_sheet_sum(stage_tensor(s, s->at.value), sheet), 3),
                         "")
            : "";
    return arena_print(s->arena, "%s%s%s%s.",
                       stage_fill(s, row->weights ? "told.row.weights" : "told.row", name, keys),
                       patches, told_photo(s), sum);
}

/* "12 layers of 8 heads, each 15 rows × 15 columns; each row adds up to 1." */
static const char *told_heads(Stage *s) {
    Shape shape = s->program->values[s->at.value].form.shape;
    bool one = s->in->view->shown.at.depth >= DEPTH_STEP; /* layer, of which the heads are shown */
    int layers = 0;
    for (int v = 0; v < s->program->value_count; v++)
        layers += s->program->values[v].role == VALUE_MATRIX;
    const char *heads = arena_print(s->arena, "%d", shape.sheets),
               *many = one || layers < 2
                           ? stage_fill(s, "told.wall.heads", heads, "")
                           : stage_fill(s, "told.wall", arena_print(s->arena, "%d", layers), heads);
    return arena_print(s->arena, "%s%s%s", many,
                       stage_fill(s, "told.wall.each", arena_print(s->arena, "%d", shape.rows),
                                  arena_print(s->arena, "%d", shape.cols)),
                       s->in->run->labels->told.sums ? stage_words(s, "alone.sums") : ".");
}

/* Where one column has nearly all, as the first token often does, the others are pale on the usual
   scale. */
static const char *told_sink(Stage *s, int sheet) {
    enum { COLS_LEAST = 8 };
    const double nearly = 0.75;
    const ValueInfo *info = &s->program->values[s->at.value];
    bool usual = s->style.scale.kind == SCALE_AUTO && s->in->view->shown.scale.kind == SCALE_AUTO &&
                 s->alone;
    int col;
    if (!usual || info->numbers != NUMBERS_SHARES || info->form.shape.cols < COLS_LEAST) return "";
    double part = measure_largest_column(stage_tensor(s, s->at.value), sheet, s->arena, &col);
    if (!(part >= nearly)) return "";
    return stage_fill(s, "told.sink", words_position(s, s->at.value, false, col),
                      words_share(s, part, 2));
}

const char *alone_told(Stage *s, int sheet) {
    const Labels *labels = s->in->run->labels;
    const Brought *told = &labels->told;
    const ValueInfo *info = &s->program->values[s->at.value];
    const char *text = "";
    bool all = sheet < 0;
    int missing = all || !told->missing ? told->missing
                                        : measure_missing(stage_tensor(s, s->at.value), sheet),
        hidden = all || !told->hidden ? told->hidden
                                      : measure_hidden(stage_tensor(s, s->at.value), sheet);
    if (told->layer)
        text =
            arena_print(s->arena, "%s.",
                        stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", told->layer), ""));
    if (told->row.on) text = told_add(s, text, told_row(s, &told->row, sheet));
    if (all && !told->row.on) text = told_add(s, text, told_heads(s));
    if (labels->photo && !told->row.on) text = told_add(s, text, told_patches(s));
    if (labels->smooth) text = told_add(s, text, stage_words(s, "told.smooth"));
    if (told->stacked)
        text = told_add(s, text,
                        stage_fill(s, told->stacked_heads ? "told.stacked.heads" : "told.stacked",
                                   arena_print(s->arena, "%d", told->stacked), ""));
    if (told->items)
        text = told_add(s, text,
                        stage_fill(s, "told.item", arena_print(s->arena, "%d", told->item + 1),
                                   arena_print(s->arena, "%d", told->items)));
    if (told->heads > 1)
        text = told_add(s, text,
                        stage_fill(s, told->most ? "told.heads.most" : "told.heads",
                                   arena_print(s->arena, "%d", told->heads), ""));
    if (told->layers > 1)
        text = told_add(
            s, text, stage_fill(s, "told.layers", arena_print(s->arena, "%d", told->layers), ""));
    if (told->dropped)
        text = told_add(
            s, text, stage_fill(s, "told.dropped", arena_print(s->arena, "%d", told->dropped), ""));
    if (missing)
        text = told_add(s, text,
                        stage_fill(s, "told.missing", arena_print(s->arena, "%d", missing), ""));
    if (hidden && info->numbers != NUMBERS_MASK)
        text = told_add(s, text,
                        stage_fill(s, "told.hidden", arena_print(s->arena, "%d", hidden), ""));
    if (sheet >= 0 && info->numbers == NUMBERS_MASK) {
        MaskKind kind = measure_mask(stage_tensor(s, s->at.value), sheet);
        text = told_add(s, text, words_mask(s, kind));
    }
    const char *sink = all || told->row.on ? "" : told_sink(s, sheet);
    if (*sink) text = told_add(s, text, sink);
    if (sheet >= 0 && alone_almost(s)) text = told_add(s, text, stage_words(s, "told.dropout"));
    return text;
}

bool alone_almost(Stage *s) {
    const Labels *labels = s->in->run->labels;
    const ValueInfo *info = &s->program->values[s->at.value];
    return s->foreign && info->role == VALUE_MATRIX && info->numbers == NUMBERS_POSITIVE &&
           !labels->told.row.on && !labels->photo && info->form.shape.cols > 1 &&
           measure_almost_shares(stage_tensor(s, s->at.value), s->at.cell.sheet) &&
           !measure_column_shares(stage_tensor(s, s->at.value), s->at.cell.sheet);
}

/* A person's own matrix whose columns sum to 1, as of a softmax along the other axis. */
static bool are_columns_shares(Stage *s) {
    const ValueInfo *info = &s->program->values[s->at.value];
    return info->numbers == NUMBERS_POSITIVE && info->form.shape.rows > 1 &&
           measure_column_shares(stage_tensor(s, s->at.value), s->at.cell.sheet);
}

/* Where the rows sum to 1, or those do that see a key. */
static const char *sums_words(Stage *s, bool given) {
    Tensor t = stage_tensor(s, s->at.value);
    bool all = !s->foreign || measure_all_shares(t, s->at.cell.sheet);
    if (!all && given) return ".";
    return stage_words(s, all ? "alone.sums" : "alone.sums_seeing");
}

const char *alone_subtitle(Stage *s) {
    const ValueInfo *info = &s->program->values[s->at.value];
    Shape shape = info->form.shape;
    bool given = s->foreign && info->role == VALUE_MATRIX;
    bool asks = words_axis_role(s, s->at.value, true) == ROLE_Q &&
                words_axis_role(s, s->at.value, false) == ROLE_K;
    bool sums = program_shares(s->program, s->at.value) && s->step && !s->step->args.turned &&
                !s->transposed && !stage_held(s->in); /* where a column of sums must do */
    const char *told = given ? alone_told(s, s->at.cell.sheet) : "";
    if (given && (s->in->run->labels->told.row.on || s->in->run->labels->photo))
        return arena_print(s->arena, "%s%s", alone_place(s), told); /* it has the counts */
    const char *counts = asks ? stage_fill(s, "alone.asks", arena_print(s->arena, "%d", shape.rows),
                                           arena_print(s->arena, "%d", shape.cols))
                              : shape_words(s, shape.rows, shape.cols);
    bool shares = given && info->numbers == NUMBERS_SHARES && !s->transposed;
    return arena_print(s->arena, "%s%s%s%s%s", alone_place(s), counts,
                       sums || shares ? sums_words(s, given)
                       : given && !s->transposed && are_columns_shares(s)
                           ? stage_words(s, "alone.sums_columns")
                           : ".",
                       *told ? " " : "", told);
}

const char *alone_origin(Stage *s) {
    const ValueInfo *info = &s->program->values[s->at.value];
    const char *head =
        info->form.shape.sheets > 1 ? arena_print(s->arena, "[%d]", s->at.cell.sheet) : "";
    if (s->foreign) return arena_print(s->arena, "attnscope · %s%s", info->path, head);
    return arena_print(s->arena, "attnscope · %s · %s%s", decode_name(s->in->run), info->path,
                       head);
}
