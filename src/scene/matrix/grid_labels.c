/* The words at the edges of a matrix: row and column labels, brackets over heads, sums of rows.
   They thin out where there is no room. */
#include "scene/matrix/grid_labels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_gloss.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/gloss.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/measure.h"

/* How steep turned labels are: where they are near to each other, steeper. */
static const float turn_degrees = 50, turn_steep = 58, turn_radians = 0.017453293f;

/* Labels that are this far from each other, in heights of their type, need not be so steep; nearer
   than the other they would touch. */
static const float turn_apart = 1.6f, turn_nearest = 1.08f;

/* One label, of a row the word that it writes, where that is told. In the window, where rows are
   opened and spoken of, of equal words with its number. */
static const char *grid_label(Stage *s, const Grid *g, bool row, int at) {
    at = row ? g->row0 + at : grid_col(g, at);
    if (row && grid_writes(s, g)) return words_written(s, g->value, at);
    bool words = !s->foreign && s->in->run->model->config.tokens == TOKENS_WORDS;
    return s->in->frame && words ? words_numbered(s, g->value, row != g->transposed, at)
                                 : words_label(s, g->value, row != g->transposed, at, false);
}

static Face grid_face(Stage *s, const Grid *g, bool row, int at, bool hot) {
    at = row ? g->row0 + at : grid_col(g, at);
    if (row && grid_writes(s, g)) return words_written_face(s, at, hot);
    return words_face(s, g->value, row != g->transposed, at, hot);
}

/* As it is when it is pointed at, which is wider: nothing moves then. */
static float grid_label_width(Stage *s, const Grid *g, bool row, int at) {
    return stage_width(s, grid_face(s, g, row, at, true), s->small, grid_label(s, g, row, at));
}

static bool is_counted(const Stage *s, const Grid *g, bool row) {
    const Form *form = &s->program->values[g->value].form;
    return decode_counts(s->in->run, row != g->transposed ? form->rows : form->cols);
}

/* Of so many rows every label is measured. */
enum { ROWS_MEASURED = 4096 };

/* Nothing that counts to `last` is wider than it would be in the widest digit. */
static float counted_width(const Stage *s, int last) {
    float widest = 0;
    for (int digit = 0; digit <= 9; digit++)
        widest = fmaxf(widest, stage_width(s, FACE_TEXT, s->small, (char[]){'0' + digit, 0}));
    return widest * (float)snprintf(NULL, 0, "%d", last);
}

/* What a column of row labels is called. */
static float header_width(Stage *s, const Grid *g, const char *key) {
    return g->header ? stage_width(s, FACE_TEXT, s->small, stage_words(s, key)) : 0;
}

static float reads_gap(const Stage *s) {
    return roundf(0.5f * (float)s->small);
}

float grid_reads_width(Stage *s, const Grid *g) {
    float width = header_width(s, g, "axis.reads");
    if (!g->row_labels || !grid_writes(s, g)) return 0;
    for (int i = 0; i < g->rows; i++) {
        int at = g->row0 + i;
        width = fmaxf(width, stage_width(s, words_face(s, g->value, true, at, false), s->small,
                                         words_label(s, g->value, true, at, false)));
    }
    return ceilf(width + stage_width(s, FACE_TEXT, s->small, "→")) + 3 * reads_gap(s);
}

float grid_row_label_width(Stage *s, const Grid *g, float most) {
    bool many = g->rows > ROWS_MEASURED && is_counted(s, g, true);
    float width = 0;
    if (!g->row_labels) return 0;
    if (many) width = counted_width(s, g->row0 + g->rows - 1);
    for (int i = 0; i < g->rows && width < most && !many; i++)
        width = fmaxf(width, grid_label_width(s, g, true, i));
    if (grid_writes(s, g)) width = fmaxf(width, header_width(s, g, "axis.writes"));
    if (g->row_gloss == GLOSS_BELOW) width = fmaxf(width, grid_gloss_width(s, g, true));
    if (g->row_gloss == GLOSS_BESIDE) width += gloss_gap(s) + grid_gloss_width(s, g, true);
    return fminf(ceilf(width), most);
}

/* Lines of a label, at most, and from one to the next. */
enum { LINES_MOST = 5, TURNED_LINES_MOST = 3 };

static float grid_label_pitch(int pixels) {
    return ceilf(1.2f * (float)pixels);
}

/* Whether all labels are whole in so many lines of a width. */
static bool lines_hold(Stage *s, const Grid *g, bool row, float width, int lines) {
    const char *out[LINES_MOST + 1];
    int count = row ? g->rows : g->cols;
    for (int i = 0; i < count; i++)
        if (stage_lines(s, grid_face(s, g, row, i, true), s->small, grid_label(s, g, row, i), width,
                        lines + 1, out) > lines)
            return false;
    return true;
}

static float longest_word(Stage *s, const Grid *g, bool row) {
    float widest = 0;
    for (int i = 0; i < (row ? g->rows : g->cols); i++)
        widest = fmaxf(widest, stage_word_width(s, grid_face(s, g, row, i, true), s->small,
                                                grid_label(s, g, row, i)));
    return ceilf(widest);
}

float grid_row_label_room(Stage *s, Grid *g, float soft, float most) {
    float one = grid_row_label_width(s, g, most);
    int lines = (int)(g->row_high / grid_label_pitch(s->small));
    lines = lines > LINES_MOST ? LINES_MOST : lines;
    g->row_lines = 1;
    if (one <= soft || lines < 2 || g->row_gloss != GLOSS_NONE) return one;
    float width = fmaxf(soft, fminf(longest_word(s, g, true), most));
    while (width < one && !lines_hold(s, g, true, width, lines)) width += (float)s->small;
    g->row_lines = lines;
    return ceilf(fminf(width, one));
}

/* A vocabulary has too many labels to measure them all: they share a smaller limit. */
enum { COLS_MEASURED = 64 };

static float col_label_limit(const Stage *s, const Grid *g) {
    if (g->col_most > 0) return g->col_most;
    return (g->cols < COLS_MEASURED ? 1 : 0.7f) * (110 * s->unit > 80 ? 110 * s->unit : 80);
}

static float col_label_width(Stage *s, const Grid *g, int at) {
    return fminf(grid_label_width(s, g, false, at), col_label_limit(s, g));
}

/* Every how many-th label is shown. */
static int grid_thinning(float cell, float needed, int count) {
    float every = ceilf(needed / cell);
    return every < (float)count ? every > 1 ? (int)every : 1 : count;
}

/* The angle of turned labels over cells so wide. */
static float turned_by(const Stage *s, float cell) {
    return cell >= turn_apart * (float)s->small ? turn_degrees : turn_steep;
}

/* Of a turned label from the matrix on, with what it means. */
static float col_label_length(Stage *s, const Grid *g, int at) {
    float words = col_label_width(s, g, at);
    if (g->col_gloss == GLOSS_NONE) return words;
    float gloss = stage_width(s, FACE_TEXT, gloss_pixels(s), grid_gloss(s, g, false, at));
    if (gloss == 0) return words;
    return g->col_gloss == GLOSS_BELOW ? fmaxf(words, gloss) : words + gloss_gap(s) + gloss;
}

/* Of those that are shown over cells so wide. */
static float longest_col_label(Stage *s, const Grid *g, float cell) {
    float longest = 0;
    int every = g->cols < COLS_MEASURED ? 1 : grid_col_step(s, g, cell);
    for (int j = 0; j < g->cols; j += every) longest = fmaxf(longest, col_label_length(s, g, j));
    return longest;
}

/* Lines of level labels over cells so wide, each whole and no word broken; 0: they are not level.
 */
static int level_lines(Stage *s, const Grid *g, float cell) {
    if (is_counted(s, g, false)) return 1;
    if (g->cols >= COLS_MEASURED) return 0;
    if (grid_level_width(s, g) <= cell) return 1;
    if (g->col_most == 0 || longest_word(s, g, false) + 6 > cell) return 0;
    for (int lines = 2; lines <= LINES_MOST; lines++)
        if (lines_hold(s, g, false, cell - 6, lines)) return lines;
    return 0;
}

/* Lines of turned labels: more than one where some are too long and the next column is far enough.
 */
static int turned_lines(Stage *s, const Grid *g, float cell) {
    if (g->col_most == 0 || g->cols >= COLS_MEASURED) return 1;
    int room = (int)(cell * sinf(turned_by(s, cell) * turn_radians) / grid_label_pitch(s->small)),
        lines = 1;
    room = room > TURNED_LINES_MOST ? TURNED_LINES_MOST : room;
    while (lines < room && !lines_hold(s, g, false, g->col_most, lines)) lines++;
    return lines;
}

/* Of so many columns that are only counted each shall have its number. */
enum { COUNTED_ALL = 24 };

float grid_level_width(Stage *s, const Grid *g) {
    float widest = 0;
    if (!g->col_labels || g->cols >= COLS_MEASURED) return 0;
    if (g->cols > COUNTED_ALL && is_counted(s, g, false)) return 0;
    for (int j = 0; j < g->cols; j++) widest = fmaxf(widest, col_label_width(s, g, j));
    return widest + (widest <= 1.1f * (float)s->small ? 2 : 6); /* a letter is no shorter turned */
}

/* Of what is only counted, round numbers are shown. */
static int grid_labels_round_step(const Stage *s, const Grid *g, bool row, int every) {
    static const int steps[] = {1, 2, 5};
    if (!is_counted(s, g, row)) return every;
    for (int ten = 1; ten < 100000000; ten *= 10)
        for (int i = 0; i < 3; i++)
            if (steps[i] * ten >= every) return steps[i] * ten;
    return every;
}

int grid_label_least(const Stage *s) {
    int least = (int)fmaxf((float)s->least, 8 * s->unit);
    return s->presenting || s->small < least ? s->small : least;
}

/* Row labels are as small as may be read before one of them is left out; what they mean would not
   fit beside them then. What is only counted can be left out. */
static int grid_row_type(const Stage *s, const Grid *g) {
    int cell = (int)(g->cells.h / (float)g->rows);
    bool smaller = g->row_gloss == GLOSS_NONE && cell >= grid_label_least(s) && cell < s->small &&
                   !is_counted(s, g, true);
    return smaller ? cell : s->small;
}

int grid_row_step(const Stage *s, const Grid *g) {
    return grid_labels_round_step(
        s, g, true,
        grid_thinning(g->cells.h / (float)g->rows, (float)grid_row_type(s, g), g->rows));
}

/* What is counted stands level, one number apart from the next. */
int grid_col_step(const Stage *s, const Grid *g, float cell) {
    float needed = (float)s->small * turn_nearest;
    if (is_counted(s, g, false))
        needed = counted_width(s, g->col0 + g->cols - 1) + 0.5f * (float)s->small;
    return grid_labels_round_step(s, g, false, grid_thinning(cell, needed, g->cols));
}

bool grid_labels_stand(Stage *s, const Grid *g, float cell) {
    return level_lines(s, g, cell) > 0;
}

float grid_col_label_height(Stage *s, const Grid *g, float cell) {
    if (!g->col_labels) return 0;
    float below = g->col_gloss == GLOSS_BELOW ? stage_line_height(gloss_pixels(s)) : 0;
    int lines = level_lines(s, g, cell);
    if (lines)
        return stage_line_height(s->small) + (float)(lines - 1) * grid_label_pitch(s->small) +
               below + roundf(4 * s->unit);
    float widest = g->cols < COLS_MEASURED || g->col_most > 0 ? longest_col_label(s, g, cell)
                                                              : col_label_limit(s, g);
    float angle = turned_by(s, cell) * turn_radians;
    return ceilf(widest * sinf(angle) + 1.1f * (float)s->small * cosf(angle) + 4 * s->unit + 5);
}

float grid_overhang(Stage *s, const Grid *g, float cell) {
    float most = 0;
    if (!g->col_labels || grid_labels_stand(s, g, cell)) return 0;
    float along = cosf(turned_by(s, cell) * turn_radians);
    float reach = (col_label_limit(s, g) + 0.5f * (float)s->small) * along + 2;
    float beside = (float)(turned_lines(s, g, cell) - 1) * grid_label_pitch(s->small) / 2;
    for (int j = 0, step = grid_col_step(s, g, cell); j < g->cols; j += step) {
        float behind = ((float)(g->cols - j) - 0.5f) * cell;
        float aside = beside + (g->col_gloss == GLOSS_BELOW ? grid_gloss_aside(s) : 0);
        if (g->col_gloss == GLOSS_NONE && behind > reach) continue; /* it ends before the last */
        most = fmaxf(most, aside + (col_label_length(s, g, j) + 0.5f * (float)s->small) * along +
                               2 - behind);
    }
    return ceilf(most);
}

/* A label is shown if it is the one pointed at, or in step and not too near to that. */
static bool grid_label_shown(int at, int every, int hot) {
    if (at == hot) return true;
    int near = hot >= 0 ? (at > hot ? at - hot : hot - at) : every;
    return at % every == 0 && near >= every;
}

/* Who asks is blue and who is asked is orange, in every sentence: what is pointed at keeps that. */
static Color label_color(const Stage *s, const Grid *g, bool row) {
    return s->theme.role[words_axis_role(s, g->value, row != g->transposed)];
}

/* A label of a row, or a column, of what is shown answers as its row does: in its own matrix, and
   in those that share its rows and columns. */
static void grid_label_target(Stage *s, const Grid *g, bool row, int at, Rect r) {
    const Form *own = &s->program->values[g->value].form,
               *shown = &s->program->values[s->at.value].form;
    bool rows = own->rows == shown->rows && own->shape.rows == shown->shape.rows,
         cols = own->cols == shown->cols && own->shape.cols == shown->shape.cols;
    bool keys = s->step && s->step->inputs > 1 && g->value == s->step->in[1] && !cols;
    if (!s->in->frame || s->aside || g->transposed || !rows || keys || own->rows == AXIS_ONE ||
        s->in->view->shown.at.depth != DEPTH_STEP || (!row && !cols))
        return;
    stage_target_in(s, r,
                    (Target){.kind = row ? TARGET_ROW : TARGET_COLUMN,
                             .row0 = row ? g->row0 + at : grid_col(g, at)});
}

/* The line on which upright column labels stand, or turned ones begin. */
static float label_line(const Stage *s, const Grid *g) {
    return g->cells.y - roundf(4 * s->unit) - 4 - 0.2f * (float)s->small;
}

/* "bos →", before the word that the row writes, which begins at x. */
static void draw_read(Stage *s, const Grid *g, int row, float x, float base) {
    int pixels = grid_row_type(s, g);
    const char *word = words_label(s, g->value, true, g->row0 + row, false);
    Face face = words_face(s, g->value, true, g->row0 + row, false);
    Color muted = s->theme.role[ROLE_MUTED];
    x -= stage_width(s, FACE_TEXT, pixels, "→") + 2 * reads_gap(s);
    stage_text(s, FACE_TEXT, pixels, muted, s->theme.ground, x, base, "→");
    x -= reads_gap(s) + stage_width(s, face, pixels, word);
    stage_text(s, face, pixels, muted, s->theme.ground, x, base, word);
}

/* What the columns of row labels are, on the line of the column labels. */
static void draw_headers(Stage *s, const Grid *g, float right, float writes) {
    float base = label_line(s, g),
          x = right - stage_width(s, FACE_TEXT, s->small, stage_words(s, "axis.writes"));
    Color muted = s->theme.role[ROLE_MUTED];
    if (!g->header || g->col_room < 0 || !grid_writes(s, g)) return;
    stage_text(s, FACE_TEXT, s->small, g->reads_room > 0 ? label_color(s, g, true) : muted,
               s->theme.ground, x, base, stage_words(s, "axis.writes"));
    x = right - writes - stage_width(s, FACE_TEXT, s->small, "→") - 3 * reads_gap(s) -
        stage_width(s, FACE_TEXT, s->small, stage_words(s, "axis.reads"));
    if (g->reads_room > 0)
        stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, base,
                   stage_words(s, "axis.reads"));
}

/* A label in lines, around the row's middle. */
static void draw_row_lines(Stage *s, const Grid *g, int row, Face face, float right, float middle,
                           float most) {
    const char *line[LINES_MOST + 1];
    int count =
        stage_lines(s, face, s->small, grid_label(s, g, true, row), most, g->row_lines, line);
    float pitch = grid_label_pitch(s->small),
          base = middle + stage_drop(s, FACE_TEXT, s->small) - (float)(count - 1) / 2 * pitch;
    for (int i = 0; i < count; i++)
        stage_text(s, face, s->small, label_color(s, g, true), s->theme.ground,
                   right - stage_width(s, face, s->small, line[i]), base + (float)i * pitch,
                   line[i]);
}

void grid_draw_row_labels(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.h / (float)g->rows, writes = g->label_room - g->reads_room, most = writes,
          right = g->cells.x - roundf(9 * s->unit) - 2;
    int every = grid_row_step(s, g), pixels = grid_row_type(s, g);
    if (g->row_gloss == GLOSS_BESIDE) most -= gloss_gap(s) + grid_gloss_width(s, g, true);
    for (int i = 0; i < g->rows && g->row_labels && most > 0; i++) {
        if (!grid_label_shown(i, every, hot)) continue;
        Face face = grid_face(s, g, true, i, i == hot);
        float middle = g->cells.y + ((float)i + 0.5f) * cell;
        if (g->row_lines > 1) {
            draw_row_lines(s, g, i, face, right, middle, most);
            continue;
        }
        const char *text = stage_elide(s, face, pixels, grid_label(s, g, true, i), most);
        float x = right - stage_width(s, face, pixels, text);
        if (g->row_gloss != GLOSS_NONE) middle = grid_draw_row_gloss(s, g, i, x, middle);
        float base = middle + stage_drop(s, FACE_TEXT, pixels);
        stage_text(s, face, pixels, label_color(s, g, true), s->theme.ground, x, base, text);
        grid_label_target(s, g, true, i,
                          (Rect){right - writes, g->cells.y + (float)i * cell, writes, cell});
        if (g->reads_room > 0) draw_read(s, g, i, right - writes, base);
    }
    if (g->row_labels && most > 0) draw_headers(s, g, right, writes);
}

/* A label in lines: level ones end above the column, turned ones begin beside each other. */
static void draw_col_lines(Stage *s, const Grid *g, int col, Face face, int lines, float middle,
                           float most, float degrees) {
    const char *line[LINES_MOST + 1];
    int count = stage_lines(s, face, s->small, grid_label(s, g, false, col), most, lines, line);
    float pitch = grid_label_pitch(s->small), base = label_line(s, g),
          apart = degrees > 0 ? pitch / sinf(degrees * turn_radians) : 0;
    Color color = label_color(s, g, false);
    for (int i = 0; i < count; i++) {
        float at = (float)i - (float)(count - 1) / 2;
        if (degrees > 0)
            stage_turned(s, face, s->small, color, middle + 0.2f * (float)s->small + at * apart,
                         base, degrees, line[i]);
        else
            stage_text(s, face, s->small, color, s->theme.ground,
                       roundf(middle - stage_width(s, face, s->small, line[i]) / 2),
                       base - (float)(count - 1 - i) * pitch, line[i]);
    }
}

/* Of one row with more columns than have room for a label: the largest have theirs first, then
   every so many-th that is not too near to one. NULL: of more rows. */
static const bool *peaks_labelled(Stage *s, const Grid *g, int every) {
    enum { PEAKS = 16 };
    const float least = 0.25f; /* of the largest */
    int order[PEAKS];
    if (!g->given || g->full_rows > 1 || g->transposed || every < 2) return NULL;
    bool *shown = arena_many(s->arena, bool, g->cols);
    int count = measure_largest(g->x, g->sheet, 0, order, PEAKS);
    float top = count ? tensor_at(g->x, g->sheet, 0, order[0]) : 0;
    for (int i = 0; i < count + g->cols; i++) {
        int at = i < count ? order[i] - g->col0 : i - count;
        bool wanted = i < count ? tensor_at(g->x, g->sheet, 0, order[i]) >= least * top
                                : (at + g->col0) % every == 0;
        for (int k = at - every + 1; k < at + every && wanted; k++)
            wanted = k < 0 || k >= g->cols || !shown[k];
        if (wanted && at >= 0 && at < g->cols) shown[at] = true;
    }
    return shown;
}

void grid_draw_col_labels(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.w / (float)g->cols;
    if (!g->col_labels || g->col_room < 0) return;
    int lines = level_lines(s, g, cell);
    bool stand = lines > 0;
    int every = stand && !is_counted(s, g, false) ? 1 : grid_col_step(s, g, cell);
    if (!stand) lines = turned_lines(s, g, cell);
    float turned = turned_by(s, cell), along = cosf(turned * turn_radians);
    const bool *peaks = peaks_labelled(s, g, every);
    for (int j = 0; j < g->cols; j++) {
        if (peaks && hot < 0 ? !peaks[j] : !grid_label_shown(j, every, hot)) continue;
        float middle = g->cells.x + ((float)j + 0.5f) * cell, most = col_label_limit(s, g);
        float room =
            (g->cells.x + g->cells.w + g->col_room - middle) / along - 0.5f * (float)s->small;
        Face face = grid_face(s, g, false, j, j == hot);
        if (lines > 1) {
            draw_col_lines(s, g, j, face, lines, middle, stand ? cell - 6 : fminf(most, room),
                           stand ? 0 : turned);
            continue;
        }
        const char *text = stage_elide(s, face, s->small, grid_label(s, g, false, j),
                                       stand ? most : fminf(most, room));
        Color color = label_color(s, g, false);
        float width = stage_width(s, face, s->small, text);
        float left = roundf(middle - width / 2), high = label_line(s, g);
        if (g->col_gloss != GLOSS_NONE)
            grid_draw_col_gloss(s, g, j, stand ? 0 : turned, width, &middle, &high);
        float size = (float)s->small, step = stand ? width : size;
        for (float far = 0; far < width; far += step) { /* turned ones are a row of squares */
            Rect level = {left, high - size, width, 1.3f * size},
                 square = {middle + far * along - 0.3f * size,
                           high - far * sinf(turned * turn_radians) - size, size, size};
            grid_label_target(s, g, false, j, stand ? level : square);
        }
        if (stand)
            stage_text(s, face, s->small, color, s->theme.ground, left, high, text);
        else
            stage_turned(s, face, s->small, color, middle + 0.2f * (float)s->small, high, turned,
                         text);
    }
}

/* Brackets */

float grid_bracket_height(const Stage *s, const Grid *g) {
    return g->brackets > 1 ? stage_line_height(s->small) + roundf(7 * s->unit) : 0;
}

/* A line over the columns from `from` to `to`, its ends turned down, and what it says. */
static void draw_bracket(Stage *s, const Grid *g, int from, int to, Color color, const char *text) {
    Rect a = grid_cell(g, 0, from), b = grid_cell(g, 0, to);
    float line = fmaxf(1.5f, 2 * s->unit),
          y = g->cells.y - fmaxf(2, roundf(3 * s->unit)) - roundf(6 * s->unit);
    float x = a.x + 0.5f, end = b.x + b.w - 1.5f, tick = roundf(4 * s->unit);
    stage_line(s, x, y, end, y, line, color);
    stage_line(s, x, y, x, y + tick, line, color);
    stage_line(s, end, y, end, y + tick, line, color);
    float width = stage_width(s, FACE_TEXT, s->small, text), base = y - line - roundf(3 * s->unit);
    if (width + 4 > end - x) return;
    stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, roundf((x + end - width) / 2), base,
               text);
}

/* Which columns go to which head; of a window's columns those that it shows. */
void grid_draw_brackets(Stage *s, const Grid *g) {
    if (g->brackets < 2) return;
    int width = g->full_cols / g->brackets;
    for (int h = 0; h < g->brackets; h++) {
        int from = h * width, to = from + width - 1, last = g->col0 + g->cols - 1;
        if (to < g->col0 || from > last) continue;
        char *number = arena_print(s->arena, "%d", h + 1);
        const char *text = stage_fill(s, "product.head", number, "");
        float room = g->cells.w / (float)g->cols * (float)width;
        if (stage_width(s, FACE_TEXT, s->small, text) + 8 > room) text = number;
        draw_bracket(s, g, from < g->col0 ? g->col0 : from, to > last ? last : to,
                     s->theme.head[h % THEME_HEADS], text);
    }
}

/* Sums */

/* Row sums at the right edge. */
const char *grid_sums_head(const Stage *s, const Grid *g) {
    return g->picked ? stage_words(s, "sums.part") : "Σ";
}

/* Of the widest sum, and of what stands above it. */
static float grid_sum_width(Stage *s, const Grid *g) {
    const char *one = words_places(s, 1, 2);
    if (!g->picked) return stage_width(s, FACE_MONO, s->mono, "1.00");
    return fmaxf(stage_width(s, FACE_MONO, s->mono, grid_sums_head(s, g)),
                 stage_width(s, FACE_MONO, s->mono, stage_fill(s, "axis.picked", one, one)));
}

/* A row's sum; of columns that were picked what these have of it. "?" where a question hides it. */
static const char *grid_sum_text(Stage *s, const Grid *g, int row) {
    const char *all = words_places(s, measure_row_sum(g->x, g->sheet, row), 2);
    if (!g->picked) return all;
    double part = measure_row_part(g->x, g->sheet, row, g->picked, g->pick_count);
    return stage_fill(s, "axis.picked", words_places(s, part, 2), all);
}

void grid_draw_sums(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.h / (float)g->rows, x = g->cells.x + g->cells.w + roundf(10 * s->unit);
    int every = grid_thinning(cell, (float)s->mono * 1.1f, g->rows);
    if (!g->sums) return;
    const char *head = grid_sums_head(s, g);
    float right = x + grid_sum_width(s, g);
    if (g->col_labels && g->col_room >= 0)
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
                   right - stage_width(s, FACE_MONO, s->mono, head), label_line(s, g), head);
    for (int i = 0; i < g->rows; i++) {
        if (!grid_label_shown(i, every, hot) || grid_not_yet(s, g, i, g->cols - 1)) continue;
        const char *text = grid_sum_text(s, g, g->row0 + i);
        float y = g->cells.y + ((float)i + 0.5f) * cell + stage_drop(s, FACE_MONO, s->mono);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[i == hot ? ROLE_HOT : ROLE_MUTED],
                   s->theme.ground, right - stage_width(s, FACE_MONO, s->mono, text), y, text);
    }
}

float grid_sums_width(Stage *s, const Grid *g) {
    return roundf(12 * s->unit) + ceilf(grid_sum_width(s, g)) + 2;
}
