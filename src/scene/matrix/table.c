/* Sharing out the room. Margins come from measured words; what is left goes to cells, the same size
   for all where that can be. If too little is left, the words are dropped step by step: axes, then
   names, then labels. */
#include "scene/matrix/table.h"

#include <math.h>

#include "scene/matrix/grid_draw.h"
#include "scene/matrix/grid_fit.h"
#include "scene/matrix/grid_groups.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/grid_photo.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"

enum { DETAILS = 6 };

/* The sine of the steepest labels' angle. */
static const float steepest = 0.85f;

/* Of the picture, what labels of a person's own matrix may take at a side, from the most on
 * downwards in steps. */
static const float own_most = 0.4f, own_step = 0.1f;

/* So many columns of a mini grid all have labels. */
enum { MINI_LABELLED = 20 };

/* Where cells are too small to be all alike, long sides give room to short ones. */
static const float share_power = 0.45f;

/* What a person's own matrix of very many rows keeps of width: pixels, and of the picture's height.
 */
static const float tall_width = 320, tall_part = 0.45f;

/* Of its height, what a track of rows without words keeps where rows that are words need it. */
static const float track_keeps = 0.3f;

/* Of the room, what row labels may take in all so that they tell what rows read, too. */
static const float reads_most = 0.26f;

/* What is shown at each level, from everything to the bare cells. */
static const struct {
    int lines;
    bool labels;
    float least;
} details[DETAILS] = {{3, true, 0.62f}, {2, true, 0.55f}, {1, true, 0.5f},
                      {0, true, 0.45f}, {1, false, 0.4f}, {0, false, 0}};

Grid *table_add(Table *t, Grid g, int row, int col) {
    g.track_row = row;
    g.track_col = col;
    if (g.transposed) g.sums = false; /* what adds up to 1 lies in columns */
    if (row >= t->rows) t->rows = row + 1;
    if (col >= t->cols) t->cols = col + 1;
    t->grid[t->count] = g;
    return &t->grid[t->count++];
}

static float frame_pad(const Stage *s) {
    return roundf(4 * s->unit) + 2;
}

/* The cell size of the pass before stays: labels are measured by it. */
static void clear_tracks(Track *tracks) {
    for (int i = 0; i < TABLE_TRACKS; i++) tracks[i] = (Track){.cell = tracks[i].cell};
}

/* A matrix that stands alone may fill the picture, and a person's own does. */
static bool stands_alone(const Stage *s) {
    return s->alone || s->program->values[s->at.value].role == VALUE_MATRIX;
}

/* How much larger than usual cells may be: in a zoomed figure, in one that is nothing but a matrix.
 */
static float larger(const Stage *s) {
    return fminf(4, fmaxf(1, s->in->view->shown.zoom.factor)) * (stands_alone(s) ? 2 : 1);
}

/* A mini grid is as wide as its heading needs. */
static float mini_cell(const Stage *s, int cols) {
    if (cols <= MINI_LABELLED && 124 * s->unit < (float)(cols * s->small) * 1.1f)
        return ceilf((float)s->small * 1.09f);
    return floorf(fmaxf(3, fminf(30 * s->unit, fmaxf(72, 124 * s->unit) / (float)cols)));
}

static void count_units(const Stage *s, Table *t) {
    for (int i = 0; i < t->count; i++) {
        Grid *g = &t->grid[i];
        Track *a = &t->across[g->track_col], *d = &t->down[g->track_row];
        if (g->cols > a->units) a->units = g->cols;
        if (g->rows > d->units && !g->loose && !g->mini) d->units = g->rows;
        if (g->mini) a->fixed = mini_cell(s, g->cols);
        if (g->row_cell > 0) d->fixed = g->row_cell;
    }
}

/* Margins left and right; cell widths of the pass before tell how far labels reach. */
static void measure_across(Stage *s, Table *t, float width) {
    for (int i = 0; i < t->count; i++) {
        Grid *g = &t->grid[i];
        Track *a = &t->across[g->track_col];
        float most = g->row_gloss == GLOSS_NONE ? 0.2f : 0.3f;
        g->row_high = t->down[g->track_row].cell;
        g->col_most = t->own * t->high / steepest;
        g->label_room = !t->labels   ? 0
                        : t->own > 0 ? grid_row_label_room(s, g, 0.2f * width, t->own * width)
                                     : grid_row_label_width(grid_stage(s, g), g, width * most);
        g->reads_room = t->labels ? grid_reads_width(grid_stage(s, g), g) : 0;
        if (g->label_room + g->reads_room > width * reads_most / (float)t->cols) g->reads_room = 0;
        g->label_room += g->reads_room;
        float left = frame_pad(s) + (g->label_room > 0 ? g->label_room + roundf(7 * s->unit) : 0) +
                     grid_groups_room(grid_stage(s, g), g, true);
        float over =
            t->labels ? grid_overhang(grid_stage(s, g), g, a->cell > 0 ? a->cell * 0.95f : 8) : 0;
        float right = fmaxf(frame_pad(s), over + 4);
        if (g->sums && t->labels) right = fmaxf(right, grid_sums_width(s, g));
        a->before = fmaxf(a->before, left);
        a->after = fmaxf(a->after, right);
    }
}

static void measure_down(Stage *s, Table *t) {
    for (int i = 0; i < t->count; i++) {
        Grid *g = &t->grid[i];
        Track *d = &t->down[g->track_row];
        float words = grid_heading_height(grid_stage(s, g), g, t->lines), pad = frame_pad(s);
        float labels =
            t->labels && g->col_labels
                ? grid_col_label_height(grid_stage(s, g), g, t->across[g->track_col].cell) + 4
                : 0;
        bool above = g->heading == HEADING_ABOVE;
        if (t->lines > 0) labels += grid_bracket_height(s, g);
        labels += grid_groups_room(grid_stage(s, g), g, false);
        d->before = fmaxf(d->before, pad + labels + (above ? words : 0));
        d->after = fmaxf(d->after, pad + (above ? 0 : words));
        if (g->row_labels && t->labels) d->after = fmaxf(d->after, roundf(0.7f * (float)s->small));
    }
}

static float gap_of(Stage *s, const Table *t, int col) {
    float gap = roundf(18 * s->unit);
    if (t->sign[col])
        gap = fmaxf(gap, rich_width(s, s->title, t->sign[col]) + 2 * roundf(10 * s->unit));
    return gap;
}

/* A track of one cell is as large as a number needs, at most. */
static float single_size(const Stage *s, bool across) {
    float times = s->foreign && stands_alone(s) ? 2.2f : 1;
    Shape shape = s->program->values[s->at.value].form.shape;
    bool one = s->alone && shape.rows == 1 && shape.cols == 1; /* no sliver */
    return across || one ? roundf(fmaxf(38, 46 * s->unit) * times)
                         : roundf(fmaxf(16, 20 * s->unit) * times);
}

/* Cells whose size does not depend on the room. */
static float own_size(const Stage *s, const Track *t, bool across) {
    return t->fixed > 0 ? t->fixed : t->units == 1 ? single_size(s, across) : 0;
}

/* Cell sizes from the room that margins leave; false if there is none. */
static bool table_share(const Stage *s, Track *tracks, int count, float room, float most,
                        bool across) {
    float fixed = 0, units = 0, weights = 0;
    for (int i = 0; i < count; i++) {
        fixed += tracks[i].before + tracks[i].after + (i + 1 < count ? tracks[i].gap : 0);
        float own = own_size(s, &tracks[i], across);
        if (own > 0)
            fixed += own * (float)tracks[i].units;
        else
            units += (float)tracks[i].units;
    }
    float rest = room - fixed, cell = units > 0 ? rest / units : 0;
    for (int i = 0; i < count; i++)
        if (tracks[i].units > 1 && tracks[i].fixed == 0)
            weights += powf((float)tracks[i].units, share_power);
    if (rest < 8 || (units > 0 && rest < 24)) return false;
    for (int i = 0; i < count; i++) {
        Track *t = &tracks[i];
        float few = fmaxf(most, fminf(1.7f * most, 11 * most / (float)(t->units + 1)));
        float own = cell >= 8
                        ? cell
                        : rest * powf((float)t->units, share_power) / weights / (float)t->units;
        if (t->units == 0) own = 0;
        if (own > few) own = few;
        if (own >= (across ? 32 : 8)) own = floorf(own);
        float alone = own_size(s, t, across);
        t->cell = alone > 0 ? alone : own;
        t->size = floorf(t->cell * (float)t->units);
    }
    return true;
}

static float table_extent(const Track *tracks, int count, bool cells_only) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
        sum += tracks[i].size;
        if (!cells_only)
            sum += tracks[i].before + tracks[i].after + (i + 1 < count ? tracks[i].gap : 0);
    }
    return sum;
}

static float least_cell(const Track *tracks, int count) {
    float least = 1e9f;
    for (int i = 0; i < count; i++)
        if (tracks[i].units > 1 && tracks[i].fixed == 0) least = fminf(least, tracks[i].cell);
    return least;
}

static void limit(Track *tracks, int count, float most) {
    for (int i = 0; i < count; i++) {
        if (tracks[i].units < 2 || tracks[i].fixed > 0 || tracks[i].cell <= most) continue;
        tracks[i].cell = most;
        tracks[i].size = most * (float)tracks[i].units;
    }
}

/* Cells far from square are no easier to read: they keep what a number or a label needs. */
static void make_narrower(Stage *s, Table *t) {
    float high = least_cell(t->down, t->rows),
          words = stage_width(s, FACE_MONO, s->mono, "−00.0") + 4;
    if (s->foreign && high < (float)s->mono) { /* too low for numbers: nearly square */
        /* Each column has its label, where that makes cells no bars; few columns are as wide as can
           be seen. */
        float label = t->grid[0].col_labels ? ceilf(1.09f * (float)s->small) : 1;
        float least = fmaxf(tall_width, tall_part * t->high) / (float)t->grid[0].cols;
        limit(t->across, t->cols,
              fmaxf(fmaxf(label <= 1.6f * high ? label : 1, 1.25f * high), floorf(least)));
        return;
    }
    if (s->alone)
        words = fmaxf(words, fminf(160 * s->unit, ceilf(grid_level_width(s, &t->grid[0])) + 1));
    if (stands_alone(s))
        limit(t->across, t->cols, floorf(fmaxf((s->alone ? 2.4f : 1.5f) * high, words)));
    else
        limit(t->across, t->cols, floorf(fmaxf(2.1f * high, words * larger(s))));
}

/* Alone, or beside a table of words, which fills any height, rows may be taller. */
static float table_tallest(const Stage *s, const Table *t) {
    for (int i = 0; i < t->count; i++)
        if (t->grid[i].loose || (t->count == 1 && t->grid[i].rows > 1))
            return (stands_alone(s) ? 92 : 46) * s->unit;
    return 0;
}

static void make_lower(const Stage *s, Table *t) {
    float wide = least_cell(t->across, t->cols);
    limit(t->down, t->rows,
          floorf(fmaxf(fmaxf(1.5f * wide, 30 * s->unit * larger(s)), table_tallest(s, t))));
}

/* What the track's numbers need, and how much of a track's width that leaves over, below 0: is
 * missing. */
static float spare(const Stage *s, const Table *t, int col) {
    const Track *a = &t->across[col];
    float need = 0;
    for (int i = 0; i < t->count; i++)
        if (t->grid[i].track_col == col) need = fmaxf(need, grid_number_width(s, &t->grid[i]));
    return a->units > 1 && a->fixed == 0 ? (a->cell - need) * (float)a->units : 0;
}

/* Where some columns are too narrow for their numbers and others have more than theirs need, these
 * give. */
static void share_numbers(const Stage *s, Table *t) {
    float more = 0, less = 0, each[TABLE_TRACKS];
    for (int i = 0; i < t->cols; i++) {
        each[i] = spare(s, t, i);
        if (each[i] > 0)
            more += each[i];
        else
            less -= each[i];
    }
    if (less <= 0 || less > more) return;
    for (int i = 0; i < t->cols; i++) {
        Track *a = &t->across[i];
        if (each[i] == 0) continue;
        a->size -= each[i] > 0 ? each[i] * less / more : each[i];
        a->cell = a->size / (float)a->units;
    }
}

/* Longer sentences may thin out their labels. */
enum { TOKENS_ALL = 64 };

static bool has_tokens(Stage *s, const Grid *g, bool row) {
    const Form *form = &grid_stage(s, g)->program->values[g->value].form;
    Axis axis = row != g->transposed ? form->rows : form->cols;
    return (row ? g->row_labels : g->col_labels) && (row ? g->rows : g->cols) <= TOKENS_ALL &&
           (axis == AXIS_SOURCE || axis == AXIS_TARGET || (!row && g->picked));
}

/* Turned labels get the width that they need, from columns of numbers that nobody names. */
static void widen_columns(Stage *s, Table *t) {
    float wanted = ceilf(1.09f * (float)s->small);
    bool named[TABLE_TRACKS] = {false};
    for (int i = 0; i < t->count; i++)
        if (has_tokens(s, &t->grid[i], false)) named[t->grid[i].track_col] = true;
    for (int i = 0; i < t->cols && t->labels; i++) {
        Track *to = &t->across[i];
        float missing = (wanted - to->cell) * (float)to->units, spare = 0;
        if (!named[i] || to->units < 2 || to->fixed > 0 || missing <= 0) continue;
        for (int k = 0; k < t->cols; k++)
            if (!named[k] && t->across[k].units > 1 && t->across[k].fixed == 0)
                spare += (1 - track_keeps) * t->across[k].size;
        if (missing > spare) continue;
        for (int k = 0; k < t->cols; k++) {
            Track *from = &t->across[k];
            if (named[k] || from->units < 2 || from->fixed > 0) continue;
            from->size -= missing * (1 - track_keeps) * from->size / spare;
            from->cell = from->size / (float)from->units;
        }
        to->cell = wanted;
        to->size = wanted * (float)to->units;
    }
}

static bool fit_across(Stage *s, Table *t, float width) {
    for (int pass = 0; pass < 3; pass++) {
        clear_tracks(t->across);
        count_units(s, t);
        measure_across(s, t, width);
        for (int i = 0; i < t->cols; i++) t->across[i].gap = gap_of(s, t, i);
        if (!table_share(s, t->across, t->cols, width, roundf(52 * s->unit * larger(s)), true))
            return false;
        share_numbers(s, t);
        widen_columns(s, t);
    }
    return true;
}

/* No words beside its rows. */
static bool is_wordless(const Table *t, int row) {
    for (int i = 0; i < t->count; i++)
        if (t->grid[i].track_row == row && t->grid[i].row_labels) return false;
    return true;
}

/* Rows that are words get a word's height, from a track of rows without words. */
static bool widen_labels(const Stage *s, Table *t) {
    for (int i = 0; i < t->count && t->labels; i++) {
        const Grid *g = &t->grid[i];
        Track *to = &t->down[g->track_row], *from = NULL;
        float wanted = ceilf((float)s->small * 1.02f);
        if (!g->row_labels || g->loose || to->units < 2 || to->cell >= wanted) continue;
        for (int k = 0; k < t->rows; k++)
            if (t->down[k].units > 1 && is_wordless(t, k)) from = &t->down[k];
        if (!from) continue;
        float most = (to->size + (1 - track_keeps) * from->size) / (float)to->units;
        wanted = fminf(wanted, floorf(most * 10) / 10);
        if (wanted < fmaxf(to->cell, (float)grid_label_least(s) + 0.1f)) continue;
        float more = wanted * (float)to->units - to->size;
        from->size -= more;
        from->cell = from->size / (float)from->units;
        to->cell = wanted;
        to->size = wanted * (float)to->units;
    }
    return true;
}

static bool fit_down(Stage *s, Table *t, float height) {
    clear_tracks(t->down);
    count_units(s, t);
    measure_down(s, t);
    for (int i = 0; i < t->rows; i++) t->down[i].gap = roundf((t->corner ? 14 : 6) * s->unit);
    float most = roundf(fmaxf(36 * s->unit * larger(s), table_tallest(s, t)));
    return table_share(s, t->down, t->rows, height, most, false) && widen_labels(s, t);
}

/* What lies as patches of a picture keeps their shape; over a photograph it fills the room. */
static void keep_square(Table *t, Rect area) {
    const Grid *g = &t->grid[0];
    Track *a = &t->across[0], *d = &t->down[0];
    if (t->count > 1 || g->square == 0) return;
    float part = g->square * (float)g->cols / (float)g->rows, w = a->size, h = d->size;
    if (grid_has_photo(g)) w = area.w - a->before - a->after, h = area.h - d->before - d->after;
    h = fminf(h, w / part);
    d->size = floorf(h), a->size = floorf(h * part);
    d->cell = d->size / (float)d->units, a->cell = a->size / (float)a->units;
}

/* Narrower cells may turn their labels: rows are shared out once more after that. */
static bool table_fit(Stage *s, Table *t, Rect area) {
    if (!fit_across(s, t, area.w) || !fit_down(s, t, area.h)) return false;
    if (t->own > 0 && (!fit_across(s, t, area.w) || !fit_down(s, t, area.h))) return false;
    make_narrower(s, t);
    if (!fit_down(s, t, area.h)) return false;
    make_lower(s, t);
    keep_square(t, area);
    return true;
}

static void place_tracks(Track *tracks, int count, float start) {
    for (int i = 0; i < count; i++) {
        tracks[i].start = start + tracks[i].before;
        start = tracks[i].start + tracks[i].size + tracks[i].after + tracks[i].gap;
    }
}

static float table_grid_size(const Track *t, int count) {
    return count >= t->units ? t->size : floorf(t->cell * (float)count);
}

static void place_grids(Stage *s, Table *t, Rect area) {
    for (int i = 0; i < t->count; i++) {
        Grid *g = &t->grid[i];
        const Track *a = &t->across[g->track_col], *d = &t->down[g->track_row];
        g->cells =
            (Rect){a->start, d->start, table_grid_size(a, g->cols), table_grid_size(d, g->rows)};
        if (g->mini) {
            g->cells.h = d->units == g->rows
                             ? d->size
                             : fminf(g->cells.w / (float)g->cols * (float)g->rows, d->size);
            g->cells.y += floorf((d->size - g->cells.h) / 2);
        }
        g->slot = a->size + a->after +
                  (g->track_col + 1 < t->cols ? fminf(a->gap, roundf(8 * s->unit)) - 8 : 0);
        if (stands_alone(s)) g->slot = area.x + area.w - a->start;
        const Track *before = g->track_col ? a - 1 : a;
        g->left_room = grid_left(s, g) - before->start;
        g->col_room = t->labels ? a->after - 2 : -1;
        g->sums = g->sums && t->labels;
    }
}

static float typical_cell(const Table *t) {
    float least = 1e9f;
    for (int i = 0; i < t->count; i++) {
        const Grid *g = &t->grid[i];
        if (g->loose || g->mini || g->rows == 1 || g->cols == 1) continue;
        least = fminf(least, fminf(g->cells.w / (float)g->cols, g->cells.h / (float)g->rows));
    }
    return least;
}

/* At one level of detail. */
static bool table_lay_out(Stage *s, Table *t, Rect area, int detail) {
    t->lines = details[detail].lines;
    t->labels = details[detail].labels;
    if (!table_fit(s, t, area)) return false;
    float w = table_extent(t->across, t->cols, false), h = table_extent(t->down, t->rows, false);
    bool grows = least_cell(t->down, t->rows) <
                 1e8f; /* single rows have their height whatever the words take */
    float least = details[detail].least * (t->own > 0 ? 0.4f : 0.75f);
    bool small = table_extent(t->across, t->cols, true) < least * w ||
                 (grows && table_extent(t->down, t->rows, true) < least * h);
    if (small && h > area.h * 0.8f) return false;
    place_tracks(t->across, t->cols, roundf(area.x + (area.w - w) / 2));
    float free = area.h - h,
          above = free > 0.55f * area.h ? 0.3f * free : fminf(free / 2, 40 * s->unit);
    place_tracks(t->down, t->rows, roundf(area.y + above));
    place_grids(s, t, area);
    t->quality = typical_cell(t);
    return true;
}

/* The same with what labels of one axis mean; false, and nothing changed, if that takes from what
 * is there. */
static bool table_add_gloss(Stage *s, Table *t, Rect area, int detail, const GridFit *before,
                            bool rows, GlossPlace place) {
    Table with = *t;
    int told = 0;
    for (int i = 0; i < t->count; i++) {
        Grid *g = &with.grid[i];
        if (!grid_has_gloss(grid_stage(s, g), g, rows)) continue;
        *(rows ? &g->row_gloss : &g->col_gloss) = place;
        told++;
    }
    if (!told || !table_lay_out(s, &with, area, detail)) return false;
    for (int i = 0; i < t->count; i++)
        if (!grid_gloss_fits(grid_stage(s, &t->grid[i]), &with.grid[i], &before[i])) return false;
    *t = with;
    return true;
}

static void add_glosses(Stage *s, Table *t, Rect area, int detail) {
    GridFit before[TABLE_GRIDS];
    for (int i = 0; i < t->count; i++)
        before[i] = grid_fit(grid_stage(s, &t->grid[i]), &t->grid[i]);
    if (!t->labels) return;
    if (!table_add_gloss(s, t, area, detail, before, true, GLOSS_BELOW))
        table_add_gloss(s, t, area, detail, before, true, GLOSS_BESIDE);
    if (!table_add_gloss(s, t, area, detail, before, false, GLOSS_BESIDE))
        table_add_gloss(s, t, area, detail, before, false, GLOSS_BELOW);
}

bool table_labelled(Stage *s, const Table *t) {
    for (int i = 0; i < t->count; i++) {
        const Grid *g = &t->grid[i];
        Stage *of = grid_stage(s, g);
        bool rows = has_tokens(s, g, true), cols = has_tokens(s, g, false);
        if ((rows || cols) && !t->labels) return false;
        if (rows && grid_row_step(of, g) > 1) return false;
        float cell = g->cells.w / (float)g->cols;
        if (cols && (g->col_room < 0 ||
                     (!grid_labels_stand(of, g, cell) && grid_col_step(of, g, cell) > 1)))
            return false;
    }
    return true;
}

/* Column labels of any grid in its row give it a line for headers. */
static bool has_header(const Table *t, const Grid *g) {
    for (int i = 0; i < t->count; i++)
        if (t->grid[i].track_row == g->track_row && t->grid[i].col_labels &&
            t->grid[i].heading != HEADING_ABOVE)
            return true;
    return false;
}

/* Of so many rows or columns of a person's own matrix some may stay nameless before its colours do.
 */
enum { OWN_NAMED = 20 };

/* Every how many-th row and every how many-th column of a person's own matrix has its label, in
 * all: 2 if each has. */
static int own_steps(Stage *s, const Table *t) {
    const Grid *g = &t->grid[0];
    float cell = g->cells.w / (float)g->cols;
    bool turned = g->col_labels && !grid_labels_stand(s, g, cell);
    return (g->row_labels ? grid_row_step(s, g) : 1) + (turned ? grid_col_step(s, g, cell) : 1);
}

/* So many that all of them are wanted. */
static bool few_labels(const Table *t) {
    enum { ALL_WANTED = 64 };
    return t->grid[0].rows <= ALL_WANTED && t->grid[0].cols <= ALL_WANTED;
}

/* Where columns were picked their heading says so. */
static bool keeps_heading(const Stage *s, const Table *t) {
    const Grid *g = &t->grid[0];
    for (int i = 0; i < t->count; i++)
        if (t->grid[i].picked) return true;
    return s->foreign && t->count == 1 && (g->rows > OWN_NAMED || g->cols > OWN_NAMED);
}

bool table_layout(Stage *s, Table *t, Rect area) {
    for (int i = 0; i < t->count; i++) {
        Grid *g = &t->grid[i];
        g->inner = t->corner && g->track_row == 0 && g->track_col > 0;
        grid_pick(s, g);
        grid_zoom(s, g);
        t->grid[i].header = has_header(t, &t->grid[i]);
    }
    t->high = area.h;
    Table begun = *t;
    int best = -1;
    for (int i = 0; i < DETAILS && (best < 0 || details[i].labels); i++) {
        Table try = begun;
        if (best >= 0 && !details[i].lines && keeps_heading(s, t)) break;
        try.own = s->foreign && t->count == 1 ? own_most : 0;
        float own = try.own;
        bool done = table_lay_out(s, &try, area, i),
             all = done && table_labelled(s, &try) && (own == 0 || own_steps(s, &try) == 2);
        /* Long labels are cut before others go. */
        while (!all && details[i].labels && own > 1.5f * own_step && (!done || few_labels(t))) {
            Table less = begun;
            less.own = own - own_step;
            bool fits = table_lay_out(s, &less, area, i);
            all = fits && own_steps(s, &less) == 2;
            if (fits && (!done || own_steps(s, &less) < own_steps(s, &try)))
                try = less, done = true;
            own = less.own;
        }
        if (!done) continue;
        if (best < 0 || all) *t = try, best = i;
        if (own > 0 && !few_labels(t)) break;
        if (all) break;
    }
    if (best >= 0 && s->in->gloss) add_glosses(s, t, area, best);
    return best >= 0;
}

void table_draw(Stage *s, const Table *t) {
    for (int i = 0; i < t->count; i++) grid_draw(grid_stage(s, &t->grid[i]), &t->grid[i], t->lines);
    const Grid *last = &t->grid[t->count - 1];
    for (int i = 0; i + 1 < t->cols; i++) {
        if (!t->sign[i]) continue;
        const Track *a = &t->across[i];
        float width = rich_width(s, s->title, t->sign[i]);
        float x = a->start + a->size + a->after + (a->gap - width) / 2;
        float y = last->cells.y + last->cells.h / 2 + stage_drop(s, FACE_TEXT, s->title);
        rich_text(s, s->title, s->theme.ground, x, y, t->sign[i]);
    }
}
