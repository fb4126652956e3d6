/* Matrices as cells of colour. A cell of a pixel or more has whole pixels, so its edges are crisp;
   smaller cells are averaged by area, so that none is dropped. Each axis is judged for itself. */
#include <string.h>

#include "draw/canvas_cells.h"
#include "draw/pixel.h"

/* One axis: `count` cells from pixel edge `start` on, each `step` pixels long, of which the last
 * `gap` stay free. */
typedef struct Axis {
    double start, step;
    int count, gap;
    int first, end; /* the pixels to paint */
} Axis;

/* A run of cells, with the parts of the first and the last one that count. */
typedef struct Run {
    int first, last;
    float head, tail;
} Run;

static bool axis_make(double low, double size, int count, double gap, int clip_low, int clip_high,
                      Axis *a) {
    Edges e;
    double start = floor(low + 0.5), stop = fmax(floor(low + size + 0.5), start + 1);
    if (!(size > 0) || !isfinite(size) || !pixel_edges(start, stop, clip_low, clip_high, &e))
        return false;
    double step = (stop - start) / count;
    int free_pixels = gap > 0 && step >= gap + 2 ? (int)(gap + 0.5) : 0;
    *a = (Axis){start, step, count, free_pixels, e.first, e.end};
    return true;
}

/* The pixels of cell i within the clip; nothing is free behind the last cell. */
static bool axis_cell(const Axis *a, int i, Edges *out) {
    double low = floor(a->start + i * a->step + 0.5),
           high = floor(a->start + (i + 1) * a->step + 0.5);
    return pixel_edges(low, high - (i + 1 < a->count ? a->gap : 0), a->first, a->end, out);
}

/* The cell under the middle of a pixel; at a tie the next one, though the pixel belongs to the one
 * before. */
static int axis_at(const Axis *a, int pixel) {
    return (int)pixel_clamp(floor((pixel + 0.5 - a->start) / a->step), 0, a->count - 1);
}

/* The first cell that can show. */
static int axis_first(const Axis *a) {
    int at = axis_at(a, a->first);
    return at > 0 ? at - 1 : 0;
}

/* The cells under a pixel: one if cells are large, else all that it touches. */
static Run axis_run(const Axis *a, int pixel) {
    int at = axis_at(a, pixel);
    if (a->step >= 1) return (Run){at, at, 1, 1};
    double low = (pixel - a->start) / a->step, high = (pixel + 1 - a->start) / a->step;
    int first = (int)pixel_clamp(floor(low), 0, a->count - 1);
    int last = (int)pixel_clamp(ceil(high) - 1, first, a->count - 1);
    if (first == last) return (Run){first, last, 1, 1};
    return (Run){first, last, (float)pixel_clamp(first + 1 - low, 0, 1),
                 (float)pixel_clamp(high - last, 0, 1)};
}

static float run_weight(const Run *r, int i) {
    return i == r->first ? r->head : i == r->last ? r->tail : 1;
}

/* Sums of red, green, blue (each times alpha) and alpha over rows of cells, a plane each, for some
 * columns. */
typedef struct Sums {
    float *plane[4];
    int low, count;
} Sums;

/* Adds a row of cells, times a weight. Plain planes, so that compilers make it several columns at
 * once. */
static void canvas_cells_sum_cells(const Sums *s, const Color *cells, float weight) {
    float *restrict red = s->plane[0], *restrict green = s->plane[1], *restrict blue = s->plane[2];
    float *restrict cover = s->plane[3];
    for (int i = 0; i < s->count; i++) {
        Color c = cells[i];
        float alpha = (float)(int)(c & 0xff) * weight, part = alpha * (1.0f / 255);
        red[i] += (float)(int)(c >> 24) * part;
        green[i] += (float)(int)(c >> 16 & 0xff) * part;
        blue[i] += (float)(int)(c >> 8 & 0xff) * part;
        cover[i] += alpha;
    }
}

/* Without planes as yet: most matrices are opaque, and need none. */
static Sums sums_make(const Axis *across) {
    int low = axis_run(across, across->first).first,
        high = axis_run(across, across->end - 1).last + 1;
    return (Sums){{0}, low, high - low};
}

static void sum_rows(Sums *s, const Color *cells, int cols, Run down, Arena *scratch) {
    size_t count = (size_t)s->count;
    for (int k = 0; k < 4; k++) {
        if (!s->plane[k]) s->plane[k] = arena_raw(scratch, count, sizeof(float));
        memset(s->plane[k], 0, count * sizeof(float));
    }
    for (int i = down.first; i <= down.last; i++)
        canvas_cells_sum_cells(s, cells + (long)i * cols + s->low, run_weight(&down, i));
}

static float run_sum(const float *plane, const Run *r) {
    float sum = plane[r->first] * r->head;
    for (int i = r->first + 1; i < r->last; i++) sum += plane[i];
    return r->last > r->first ? sum + plane[r->last] * r->tail : sum;
}

/* The mean colour of a run of columns; `area` is what the weights add up to. */
static Ink mean_ink(const Sums *s, const Run *run, float area) {
    float alpha = run_sum(s->plane[3], run);
    if (!(alpha > 0)) return 0;
    float scale = 255 / alpha, mean = alpha / area + 0.5f;
    Ink out = (Ink)(mean < 255 ? mean : 255) << 24;
    for (int k = 0; k < 3; k++) {
        mean = run_sum(s->plane[k], run) * scale + 0.5f;
        out |= (Ink)(mean < 255 ? mean : 255) << 8 * k;
    }
    return out;
}

static float run_size(Run r) {
    return r.first == r.last ? 1 : r.head + r.tail + (float)(r.last - r.first - 1);
}

static void mean_row(Ink *row, const Sums *sums, const Run *runs, int width, float height) {
    for (int i = 0; i < width; i++)
        row[i] = pixel_over(row[i], mean_ink(sums, &runs[i], run_size(runs[i]) * height), 255);
}

/* Whether all cells of a run of rows are opaque, shown or not, so that the clip makes no
 * difference. */
static bool rows_opaque(const Color *cells, int cols, Run rows) {
    Color all = 0xff;
    const Color *end = cells + ((long)rows.last + 1) * cols;
    for (const Color *at = cells + (long)rows.first * cols; at < end; at++) all &= *at;
    return all == 0xff;
}

/* Opaque cells need no weights of their own: their bytes (A, B, G, R) are summed as they lie in
 * memory. */
static void sum_bytes(float *restrict sum, const Color *cells, int count, float weight,
                      bool first) {
    const uint8_t *restrict bytes = (const uint8_t *)cells;
    if (first) {
        for (int i = 0; i < 4 * count; i++) sum[i] = (float)bytes[i] * weight;
    } else {
        for (int i = 0; i < 4 * count; i++) sum[i] += (float)bytes[i] * weight;
    }
}

static Ink opaque_mean(const float *sum, const Run *r, float scale) {
    float part[4];
    const float *at = sum + 4 * r->first, *last = sum + 4 * r->last;
    for (int k = 0; k < 4; k++) part[k] = at[k] * r->head;
    if (at < last) {
        for (at += 4; at < last; at += 4)
            for (int k = 0; k < 4; k++) part[k] += at[k];
        for (int k = 0; k < 4; k++) part[k] += at[k] * r->tail;
    }
    for (int k = 0; k < 4; k++) part[k] = part[k] * scale + 0.5f;
    return 0xff000000u | (Ink)(int)part[1] << 16 | (Ink)(int)part[2] << 8 | (Ink)(int)part[3];
}

static void opaque_row(Ink *row, const float *sum, const Run *runs, const float *scales, int width,
                       float height) {
    for (int i = 0; i < width; i++) row[i] = opaque_mean(sum, &runs[i], scales[i] / height);
}

/* The runs of cells under the columns of pixels, counted from the first one's; and 1 / their sizes.
 */
static Run *column_runs(Arena *arena, const Axis *across, int low, float **scales) {
    int width = across->end - across->first;
    Run *runs = arena_raw(arena, (size_t)width, sizeof *runs);
    *scales = arena_raw(arena, (size_t)width, sizeof **scales);
    for (int i = 0; i < width; i++) {
        Run r = axis_run(across, across->first + i);
        runs[i] = (Run){r.first - low, r.last - low, r.head, r.tail};
        (*scales)[i] = 1 / run_size(r);
    }
    return runs;
}

static bool same_run(Run a, Run b) {
    return a.first == b.first && a.last == b.last && a.head == b.head && a.tail == b.tail;
}

/* A row over the same cells as an opaque one above it is the same. */
static void paint_means(Canvas *c, const Color *cells, const Axis *across, const Axis *down) {
    Arena scratch = {0};
    Sums sums = sums_make(across);
    int width = across->end - across->first;
    bool opaque = false;
    Run before = {0};
    float *scales, *bytes = NULL;
    Run *runs = column_runs(&scratch, across, sums.low, &scales);
    for (int y = down->first; y < down->end; y++) {
        Run rows = axis_run(down, y);
        Ink *row = pixel_row(c, y) + across->first;
        if (opaque && same_run(rows, before)) {
            memcpy(row, row - c->pitch, (size_t)width * sizeof *row);
            continue;
        }
        before = rows;
        opaque = rows_opaque(cells, across->count, rows);
        if (opaque) {
            if (!bytes) bytes = arena_raw(&scratch, (size_t)sums.count, 4 * sizeof *bytes);
            for (int i = rows.first; i <= rows.last; i++)
                sum_bytes(bytes, cells + (long)i * across->count + sums.low, sums.count,
                          run_weight(&rows, i), i == rows.first);
            opaque_row(row, bytes, runs, scales, width, run_size(rows));
        } else {
            sum_rows(&sums, cells, across->count, rows, &scratch);
            mean_row(row, &sums, runs, width, run_size(rows));
        }
    }
    arena_free(&scratch);
}

/* The columns of cells that show: the first one's number, and the pixels of each. */
typedef struct Columns {
    int first, count;
    bool gaps;
    Edges *edges;
} Columns;

static Columns columns_make(Arena *arena, const Axis *across) {
    int first = axis_first(across), last = axis_at(across, across->end - 1);
    Columns columns = {first, 0, across->gap > 0, arena_many(arena, Edges, last - first + 1)};
    for (int i = first; i <= last; i++, columns.count++) {
        if (!axis_cell(across, i, &columns.edges[columns.count]))
            columns.edges[columns.count] = (Edges){0, 0, 0, 0};
    }
    return columns;
}

/* One row of pixels through a row of cells; true if it hides all that was behind. */
static bool canvas_cells_paint_row(Ink *row, const Color *cells, const Columns *columns) {
    Color all = 0xff;
    for (int i = 0; i < columns->count; i++) {
        Edges e = columns->edges[i];
        Color cell = cells[columns->first + i];
        if (e.end - e.first == 1 &&
            (cell & 0xff) == 0xff) /* where there are many each one counts */
            row[e.first] = pixel_ink(cell);
        else
            pixel_span(row + e.first, e.end - e.first, pixel_ink(cell), 255);
        all &= cell;
    }
    return all == 0xff && !columns->gaps;
}

static void paint_whole(Canvas *c, const Color *cells, const Axis *across, const Axis *down) {
    Arena scratch = {0};
    Columns columns = columns_make(&scratch, across);
    size_t size = (size_t)(across->end - across->first) * sizeof(Ink);
    Edges e;
    for (int i = axis_first(down), last = axis_at(down, down->end - 1); i <= last; i++) {
        if (!axis_cell(down, i, &e)) continue;
        const Color *line = cells + (long)i * across->count;
        bool opaque = canvas_cells_paint_row(pixel_row(c, e.first), line, &columns);
        for (int y = e.first + 1; y < e.end; y++) {
            if (opaque)
                memcpy(pixel_row(c, y) + across->first, pixel_row(c, e.first) + across->first,
                       size);
            else
                canvas_cells_paint_row(pixel_row(c, y), line, &columns);
        }
    }
    arena_free(&scratch);
}

/* ---- Cells as squares that tell their size ---- */

int cells_dot(int size, int low, int high, int *side) {
    int room = high - low, wanted = (room * size + 127) / 255;
    if (size > 0 && wanted < 2) wanted = 2;
    *side = wanted < room ? wanted : room;
    return low + (room - *side) / 2;
}

/* The pixels of cell i, whatever is clipped. */
static void whole_cell(const Axis *a, int i, int *low, int *high) {
    *low = (int)floor(a->start + i * a->step + 0.5);
    *high = (int)floor(a->start + (i + 1) * a->step + 0.5) - (i + 1 < a->count ? a->gap : 0);
}

static void paint_square(Canvas *c, int x0, int x1, int y0, int y1, Ink ink) {
    x0 = x0 > c->clip_x0 ? x0 : c->clip_x0, x1 = x1 < c->clip_x1 ? x1 : c->clip_x1;
    y0 = y0 > c->clip_y0 ? y0 : c->clip_y0, y1 = y1 < c->clip_y1 ? y1 : c->clip_y1;
    for (int y = y0; y < y1 && x0 < x1; y++) pixel_span(pixel_row(c, y) + x0, x1 - x0, ink, 255);
}

static void paint_dot(Canvas *c, const Axis *across, const Axis *down, int row, int col,
                      Color color, int size, Color ground) {
    int x0, x1, y0, y1, wide, high;
    whole_cell(across, col, &x0, &x1);
    whole_cell(down, row, &y0, &y1);
    if (size < 255) paint_square(c, x0, x1, y0, y1, pixel_ink(ground));
    int x = cells_dot(size, x0, x1, &wide), y = cells_dot(size, y0, y1, &high);
    paint_square(c, x, x + wide, y, y + high, pixel_ink(color));
}

void canvas_dots(Canvas *c, float x, float y, float w, float h, const Color *cells,
                 const uint8_t *sizes, Color ground, int rows, int cols, float gap) {
    Axis across, down;
    if (rows < 1 || cols < 1 || !cells || !sizes) return;
    if (!axis_make(x, w, cols, gap, c->clip_x0, c->clip_x1, &across)) return;
    if (!axis_make(y, h, rows, gap, c->clip_y0, c->clip_y1, &down)) return;
    if (across.step < CELLS_DOT || down.step < CELLS_DOT) {
        canvas_cells(c, x, y, w, h, cells, rows, cols, gap);
        return;
    }
    if (across.gap == 0 || down.gap == 0) across.gap = down.gap = 0;
    for (int i = axis_first(&down), last = axis_at(&down, down.end - 1); i <= last; i++)
        for (int j = axis_first(&across), end = axis_at(&across, across.end - 1); j <= end; j++) {
            long at = (long)i * cols + j;
            paint_dot(c, &across, &down, i, j, cells[at], sizes[at], ground);
        }
}

void cells_under(double low, double size, int count, int first, int end, int *from, int *to) {
    double start = floor(low + 0.5), stop = fmax(floor(low + size + 0.5), start + 1),
           step = (stop - start) / count;
    *from = (int)pixel_clamp(floor((first - start) / step) - 1, 0, count);
    *to = (int)pixel_clamp(ceil((end - start) / step) + 1, *from, count);
}

void canvas_cells(Canvas *c, float x, float y, float w, float h, const Color *cells, int rows,
                  int cols, float gap) {
    Axis across, down;
    if (rows < 1 || cols < 1 || !cells) return;
    if (!axis_make(x, w, cols, gap, c->clip_x0, c->clip_x1, &across)) return;
    if (!axis_make(y, h, rows, gap, c->clip_y0, c->clip_y1, &down)) return;
    if (across.gap == 0 || down.gap == 0) across.gap = down.gap = 0;
    if (across.step < 1 || down.step < 1)
        paint_means(c, cells, &across, &down);
    else
        paint_whole(c, cells, &across, &down);
}

/* ---- Cells without edges ---- */

/* Between which two cells the middle of a pixel lies, and how far it is to the second, of 256. */
typedef struct Between {
    int a, b;
    uint32_t part;
} Between;

static Between axis_between(const Axis *a, int pixel) {
    double at = pixel_clamp((pixel + 0.5 - a->start) / a->step - 0.5, 0, a->count - 1);
    int first = (int)at;
    return (Between){first, first + 1 < a->count ? first + 1 : first,
                     (uint32_t)((at - first) * 256 + 0.5)};
}

/* Of four cells each by its weight, of 65536 in all; what lets more through counts for less. */
static Ink between_ink(const Color cell[4], const uint32_t weight[4]) {
    uint64_t alpha = 0, channel[3] = {0};
    for (int k = 0; k < 4; k++) {
        uint32_t part = (cell[k] & 0xff) * weight[k];
        alpha += part;
        for (int i = 0; i < 3; i++) channel[i] += (uint64_t)(cell[k] >> (24 - 8 * i) & 0xff) * part;
    }
    if (alpha < 1 << 15) return 0;
    Ink out = (Ink)((alpha + (1 << 15)) >> 16) << 24;
    for (int i = 0; i < 3; i++) out |= (Ink)((channel[i] + alpha / 2) / alpha) << 8 * i;
    return out;
}

static void paint_between(Canvas *c, const Color *cells, const Axis *across, const Axis *down) {
    Arena scratch = {0};
    int width = across->end - across->first;
    Between *columns = arena_raw(&scratch, (size_t)width, sizeof *columns);
    for (int i = 0; i < width; i++) columns[i] = axis_between(across, across->first + i);
    for (int y = down->first; y < down->end; y++) {
        Between row = axis_between(down, y);
        const Color *a = cells + (long)row.a * across->count,
                    *b = cells + (long)row.b * across->count;
        Ink *to = pixel_row(c, y) + across->first;
        for (int i = 0; i < width; i++) {
            Between at = columns[i];
            const Color four[4] = {a[at.a], a[at.b], b[at.a], b[at.b]};
            const uint32_t weights[4] = {(256 - row.part) * (256 - at.part),
                                         (256 - row.part) * at.part, row.part * (256 - at.part),
                                         row.part * at.part};
            to[i] = pixel_over(to[i], between_ink(four, weights), 255);
        }
    }
    arena_free(&scratch);
}

void canvas_smooth(Canvas *c, float x, float y, float w, float h, const Color *cells, int rows,
                   int cols) {
    Axis across, down;
    if (rows < 1 || cols < 1 || !cells) return;
    if (!axis_make(x, w, cols, 0, c->clip_x0, c->clip_x1, &across)) return;
    if (!axis_make(y, h, rows, 0, c->clip_y0, c->clip_y1, &down)) return;
    if (across.step < 1 && down.step < 1)
        paint_means(c, cells, &across, &down);
    else
        paint_between(c, cells, &across, &down);
}
