/* Laying out the export sheet: rows of choices at the left, the very picture at the right, buttons
 * below. */
#include "app/layers/export_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/acts/export.h"
#include "app/layers/overlay.h"
#include "app/state/shown.h"
#include "draw/canvas.h"
#include "trace/sheet.h"

enum { LETTERS_LEAST = 11, LETTERS_USUAL = 13, SCRIM_ALPHA = 0xC8, LINES_MOST = 64, CHECKS = 72 };
static const float row_ems = 1.9f, group_ems = 0.9f, preview_least = 20, preview_most = 40;

typedef struct Layout {
    Export *x;
    Overlay o;
    float label, value; /* widths of the widest words */
    float left, top, width, height, list, rows_height;
    float preview[4]; /* its mat; width 0: none */
} Layout;

static void export_sheet_add_spot(Layout *l, SpotKind kind, Choice row, float x, float y, float w,
                                  float h) {
    if (l->x->spot_count < EXPORT_SPOTS)
        l->x->spots[l->x->spot_count++] = (Spot){kind, row, x, y, w, h};
}

static bool export_sheet_hovered(const Layout *l) {
    return l->x->hover == l->x->spot_count;
}

/* Words */

static const char *export_sheet_row_word(const Layout *l, Choice row) {
    return overlay_word(&l->o, arena_print(l->o.scene->arena, "export.%s", choice_row(row)));
}

static const char *export_sheet_value_word(const Layout *l, Choice row, int at) {
    const char *value = choice_value(row, at), *by = strchr(value, 'x');
    if (row == CHOICE_SIZE && by)
        return arena_print(l->o.scene->arena, "%.*s × %s", (int)(by - value), value, by + 1);
    return overlay_word(&l->o,
                        arena_print(l->o.scene->arena, "export.%s.%s", choice_row(row), value));
}

/* Measures */

static void export_sheet_measure(Layout *l, int pixels) {
    l->o.pixels = pixels;
    l->o.em = (float)pixels;
    l->label = l->value = 0;
    for (int i = 0; i < CHOICE_COUNT; i++) {
        l->label =
            fmaxf(l->label, overlay_width(&l->o, FACE_TEXT, export_sheet_row_word(l, (Choice)i)));
        for (int k = 0; k < choice_values((Choice)i); k++)
            l->value = fmaxf(l->value, overlay_width(&l->o, FACE_BOLD,
                                                     export_sheet_value_word(l, (Choice)i, k)));
    }
    l->list = ceilf(l->label + l->value + 6 * l->o.em);
    l->rows_height = roundf(l->o.em * row_ems) * CHOICE_COUNT + 2 * roundf(l->o.em * group_ems);
    l->height = ceilf(l->rows_height + 9.2f * l->o.em);
    l->width = ceilf(l->list + 3 * l->o.em);
}

/* The preview takes what is left beside the rows. */
static void place(Layout *l) {
    float room = (float)l->o.in->width - 2 * l->o.em - l->width - 2 * l->o.em;
    float w = floorf(fminf(room, preview_most * l->o.em));
    bool shown = w >= preview_least * l->o.em;
    if (shown) l->width += w + 2 * l->o.em;
    l->left = roundf(((float)l->o.in->width - l->width) / 2);
    l->top = roundf(((float)l->o.in->height - l->height) / 2);
    if (!shown) return;
    float mat[4] = {l->left + l->width - 1.5f * l->o.em - w, l->top + roundf(4 * l->o.em), w,
                    l->rows_height - 3.2f * l->o.em};
    for (int i = 0; i < 4; i++) l->preview[i] = roundf(mat[i]);
}

static void export_sheet_fit(Layout *l) {
    int wanted = (int)lrintf(15 * overlay_unit(l->o.in));
    for (int pixels = wanted > LETTERS_USUAL ? wanted : LETTERS_USUAL; pixels >= LETTERS_LEAST;
         pixels--) {
        export_sheet_measure(l, pixels);
        if (l->width <= (float)l->o.in->width - 16 && l->height <= (float)l->o.in->height - 16)
            break;
    }
    place(l);
}

/* The preview */

static Color over(const unsigned sum[4], unsigned count, Color ground) {
    unsigned shift = 24, alpha = sum[3] / count;
    Color out = 0xff;
    for (int i = 0; i < 3; i++, shift -= 8) {
        unsigned g = ground >> shift & 0xff;
        out |= (Color)((sum[i] / count + g * (255 - alpha)) / 255) << shift;
    }
    return out;
}

/* The mean of the pixels that one of the preview's covers, on a chequered ground. */
static Color mean(const Canvas *c, const Export *x, int col, int row, const Color ground[2]) {
    unsigned sum[4] = {0}, count = 0;
    int x0 = col * c->width / x->cols, x1 = (col + 1) * c->width / x->cols;
    int y0 = row * c->height / x->rows, y1 = (row + 1) * c->height / x->rows;
    for (int py = y0; py < y1; py++)
        for (int px = x0; px < x1; px++, count++) {
            uint32_t p = c->pixels[(size_t)py * (size_t)c->pitch + (size_t)px];
            unsigned a = p >> 24;
            for (int i = 0; i < 3; i++) sum[i] += (p >> (8 * i) & 0xff) * a;
            sum[3] += a;
        }
    int check = (int)fmaxf(4, x->room[0] / CHECKS);
    return over(sum, count, ground[(col / check + row / check) & 1]);
}

static void shrink(Export *x, const Canvas *c, const Theme *t) {
    float scale = fminf(1, fminf(x->room[0] / (float)c->width, x->room[1] / (float)c->height));
    x->width = c->width, x->height = c->height;
    x->cols = (int)fmaxf(1, floorf((float)c->width * scale));
    x->rows = (int)fmaxf(1, floorf((float)c->height * scale));
    x->cells = arena_many(&x->preview, Color, x->cols * x->rows);
    for (int row = 0; row < x->rows; row++)
        for (int col = 0; col < x->cols; col++)
            x->cells[row * x->cols + col] = mean(c, x, col, row, (Color[2]){t->panel, t->line});
}

static void take_lines(Export *x, const char *text, size_t size) {
    x->lines = arena_many(&x->preview, char *, LINES_MOST);
    for (size_t at = 0; at < size && x->line_count < LINES_MOST;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t n = end ? (size_t)(end - text) - at : size - at;
        x->lines[x->line_count++] = arena_copy(&x->preview, text + at, n < 160 ? n : 160);
        at += n + 1;
    }
}

/* The first lines of what the file will hold; of .npy, which is no text, its header. */
static void preview_numbers(App *app, FigureFormat format) {
    Export *x = &app->export;
    Address a = view_address(&app->view, &app->run);
    Sheet sheet = {&app->run, a.t, a.value, a.cell.sheet};
    Buffer b = {0};
    const size_t magic = 10;
    if (format == FIGURE_CSV)
        sheet_csv(&sheet, &b);
    else if (format == FIGURE_JSON)
        sheet_json(&sheet, NULL, 0, &b);
    else
        sheet_npy(&sheet, &b);
    if (format != FIGURE_NPY)
        take_lines(x, b.data, b.size);
    else
        take_lines(x, b.data + magic, strcspn(b.data + magic, "\n"));
    buffer_free(&b);
}

static void make_preview(App *app, const Layout *l, const FigurePlan *plan) {
    Export *x = &app->export;
    Arena arena = {0};
    Canvas canvas;
    Error e;
    View view;
    SceneInput in = shown_figure(app, choices_theme(&x->choices), plan->width, plan->height, &view);
    arena_reset(&x->preview);
    x->cells = NULL;
    x->line_count = x->width = x->height = 0;
    x->room[0] = l->preview[2] - 2 * l->o.em, x->room[1] = l->preview[3] - 2 * l->o.em;
    if (!figure_is_picture(plan->format))
        preview_numbers(app, plan->format);
    else if (figure_render(&in, plan, &arena, &canvas, &e))
        shrink(x, &canvas, &l->o.theme);
    x->stale = false;
    arena_free(&arena);
}

static void export_sheet_draw_lines(Layout *l) {
    int pixels = (int)fmaxf(LETTERS_LEAST, roundf(l->o.em * 0.85f));
    float line = roundf((float)pixels * 1.5f), room = l->preview[2] - 2 * l->o.em;
    for (int i = 0; i < l->x->line_count && (float)(i + 1) * line <= l->preview[3] - 2 * l->o.em;
         i++)
        overlay_text(&l->o, FACE_MONO, pixels, l->o.theme.role[ROLE_TEXT], l->o.theme.ground,
                     l->preview[0] + l->o.em,
                     roundf(l->preview[1] + l->o.em + (float)i * line + (float)pixels),
                     overlay_shortened(&l->o, FACE_MONO, pixels, l->x->lines[i], room));
}

static void draw_preview(Layout *l) {
    const Export *x = l->x;
    const float *m = l->preview;
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = m[0],
                              .y = m[1],
                              .w = m[2],
                              .h = m[3],
                              .radius = 8,
                              .fill = l->o.theme.ground});
    if (!x->cells) {
        export_sheet_draw_lines(l);
        return;
    }
    float left = roundf(m[0] + (m[2] - (float)x->cols) / 2),
          top = roundf(m[1] + (m[3] - (float)x->rows) / 2);
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = left - 1,
                              .y = top - 1,
                              .w = (float)x->cols + 2,
                              .h = (float)x->rows + 2,
                              .line = 1,
                              .stroke = l->o.theme.line});
    overlay_add(&l->o, (Item){.kind = ITEM_CELLS,
                              .x = left,
                              .y = top,
                              .w = (float)x->cols,
                              .h = (float)x->rows,
                              .cells = x->cells,
                              .rows = x->rows,
                              .cols = x->cols});
}

/* Name and size of the file below its preview. */
static void draw_file(Layout *l, const App *app, const FigurePlan *plan) {
    const float *m = l->preview;
    Arena *arena = l->o.scene->arena;
    float base = m[1] + m[3] + roundf(1.6f * l->o.em);
    const char *name =
        arena_print(arena, "%s%s", shown_name(app, arena), figure_ending(plan->format));
    overlay_text(&l->o, FACE_BOLD, l->o.pixels, l->o.theme.role[ROLE_TEXT], l->o.theme.panel, m[0],
                 base, overlay_shortened(&l->o, FACE_BOLD, l->o.pixels, name, m[2]));
    if (!l->x->width) return;
    overlay_text(&l->o, FACE_TEXT, l->o.pixels, l->o.theme.role[ROLE_MUTED], l->o.theme.panel, m[0],
                 base + roundf(1.5f * l->o.em),
                 arena_print(arena, "%d × %d %s", l->x->width, l->x->height,
                             overlay_word(&l->o, "export.pixels")));
}

/* Rows and buttons */

static void export_sheet_draw_arrow(Layout *l, SpotKind kind, Choice row, float x, float y, float h,
                                    bool chosen) {
    float w = 1.8f * l->o.em;
    const char *text = kind == SPOT_LESS ? "‹" : "›";
    export_sheet_add_spot(l, kind, row, x, y, w, h);
    bool strong = chosen || export_sheet_hovered(l);
    overlay_text(&l->o, FACE_BOLD, l->o.pixels, l->o.theme.role[strong ? ROLE_TEXT : ROLE_MUTED],
                 l->o.theme.panel, roundf(x + (w - overlay_width(&l->o, FACE_BOLD, text)) / 2),
                 overlay_middle(&l->o, y, h), text);
}

static void export_sheet_draw_row(Layout *l, Choice row, float y, float h) {
    const Choices *c = &l->x->choices;
    bool apply = choices_apply(c, row), chosen = row == l->x->row;
    float x = l->left + 1.5f * l->o.em, arrow = x + l->label + 1.2f * l->o.em,
          base = overlay_middle(&l->o, y, h);
    const char *value = apply ? export_sheet_value_word(l, row, c->at[row]) : "–";
    Color ink = l->o.theme.role[apply ? ROLE_TEXT : ROLE_MUTED], panel = l->o.theme.panel;
    if (chosen)
        overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                                  .x = x - 0.7f * l->o.em,
                                  .y = y,
                                  .w = l->list + 0.9f * l->o.em,
                                  .h = h,
                                  .radius = 6,
                                  .line = 1.5f,
                                  .stroke = l->o.theme.role[ROLE_HOT],
                                  .fill = panel});
    overlay_text(&l->o, FACE_TEXT, l->o.pixels, ink, panel, x, base, export_sheet_row_word(l, row));
    float width = overlay_width(&l->o, chosen ? FACE_BOLD : FACE_TEXT, value),
          from = arrow + 1.8f * l->o.em;
    overlay_text(&l->o, chosen ? FACE_BOLD : FACE_TEXT, l->o.pixels, ink, panel,
                 roundf(from + (l->value - width) / 2), base, value);
    if (!apply) return;
    export_sheet_add_spot(l, SPOT_ROW, row, x - 0.7f * l->o.em, y, l->list + 0.9f * l->o.em, h);
    export_sheet_draw_arrow(l, SPOT_LESS, row, arrow, y, h, chosen);
    export_sheet_draw_arrow(l, SPOT_MORE, row, from + l->value, y, h, chosen);
}

static void draw_rows(Layout *l) {
    float y = l->top + roundf(4 * l->o.em), h = roundf(l->o.em * row_ems),
          gap = roundf(l->o.em * group_ems);
    for (int i = 0; i < CHOICE_COUNT; i++, y += h) {
        if (i == CHOICE_THEME || i == CHOICE_NUMBERS) {
            float x = l->left + 1.5f * l->o.em, at = floorf(y + gap / 2) + 0.5f;
            overlay_add(&l->o, (Item){.kind = ITEM_LINE,
                                      .x = x,
                                      .y = at,
                                      .x2 = x + l->list,
                                      .y2 = at,
                                      .line = 1,
                                      .fill = l->o.theme.line});
            y += gap;
        }
        export_sheet_draw_row(l, (Choice)i, y, h);
    }
}

/* Returns its left side. */
static float export_sheet_draw_button(Layout *l, SpotKind kind, const char *key, const char *text,
                                      float right) {
    bool main = kind == SPOT_SAVE;
    float h = roundf(2.2f * l->o.em), gap = 0.6f * l->o.em,
          y = l->top + l->height - roundf(1.3f * l->o.em) - h;
    float words = overlay_width(&l->o, FACE_BOLD, text);
    float w = ceilf(words + gap + overlay_width(&l->o, FACE_TEXT, key) + 2.2f * l->o.em);
    float x = right - w, base = overlay_middle(&l->o, y, h);
    export_sheet_add_spot(l, kind, CHOICE_FORMAT, x, y, w, h);
    Color strong = l->o.theme.role[ROLE_TEXT], fill = main ? strong : l->o.theme.panel;
    Color ink = main ? l->o.theme.panel : strong;
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = x,
                              .y = y,
                              .w = w,
                              .h = h,
                              .radius = 8,
                              .line = export_sheet_hovered(l) ? 2 : 1,
                              .fill = fill,
                              .stroke = export_sheet_hovered(l) ? l->o.theme.role[ROLE_HOT]
                                        : main                  ? strong
                                                                : l->o.theme.line});
    overlay_text(&l->o, FACE_BOLD, l->o.pixels, ink, fill, roundf(x + 1.1f * l->o.em), base, text);
    overlay_text(&l->o, FACE_TEXT, l->o.pixels, main ? ink : l->o.theme.role[ROLE_MUTED], fill,
                 roundf(x + 1.1f * l->o.em + words + gap), base, key);
    return x;
}

static void export_sheet_draw_buttons(Layout *l) {
    float right = l->left + l->width - 1.5f * l->o.em;
    float x =
        export_sheet_draw_button(l, SPOT_SAVE, "Enter", overlay_word(&l->o, "export.save"), right);
    x = export_sheet_draw_button(l, SPOT_CLOSE, "Esc", overlay_word(&l->o, "export.close"),
                                 x - 0.8f * l->o.em);
    const char *hint = overlay_word(&l->o, "export.hint");
    float h = roundf(2.2f * l->o.em), from = l->left + 1.5f * l->o.em;
    if (from + overlay_width(&l->o, FACE_TEXT, hint) + 2 * l->o.em > x) return;
    overlay_text(&l->o, FACE_TEXT, l->o.pixels, l->o.theme.role[ROLE_MUTED], l->o.theme.panel, from,
                 overlay_middle(&l->o, l->top + l->height - roundf(1.3f * l->o.em) - h, h), hint);
}

static void export_sheet_draw_panel(Layout *l) {
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .w = (float)l->o.in->width,
                              .h = (float)l->o.in->height,
                              .fill = (l->o.theme.ground & ~0xFFu) | SCRIM_ALPHA});
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = l->left,
                              .y = l->top,
                              .w = l->width,
                              .h = l->height,
                              .radius = 12,
                              .line = 1,
                              .fill = l->o.theme.panel,
                              .stroke = l->o.theme.line});
}

void export_sheet_add(App *app, const SceneInput *in, Scene *scene) {
    Layout l = {.x = &app->export, .o = overlay_open(in, scene)};
    FigurePlan plan = export_plan(app);
    export_sheet_fit(&l);
    bool other =
        l.x->room[0] != l.preview[2] - 2 * l.o.em || l.x->room[1] != l.preview[3] - 2 * l.o.em;
    if (l.preview[2] > 0 && (l.x->stale || other)) make_preview(app, &l, &plan);
    l.x->spot_count = 0;
    export_sheet_draw_panel(&l);
    export_sheet_add_spot(&l, SPOT_PANEL, CHOICE_FORMAT, l.left, l.top, l.width, l.height);
    overlay_text(&l.o, FACE_BOLD, l.o.pixels + l.o.pixels / 4, l.o.theme.role[ROLE_TEXT],
                 l.o.theme.panel, l.left + 1.5f * l.o.em, roundf(l.top + 2.6f * l.o.em),
                 overlay_word(&l.o, "export.heading"));
    draw_rows(&l);
    if (l.preview[2] > 0) draw_preview(&l), draw_file(&l, app, &plan);
    export_sheet_draw_buttons(&l);
}

/* The series */

void export_progress_add(const App *app, const SceneInput *in, Scene *scene) {
    Export places = {0};
    Layout l = {.x = &places, .o = overlay_open(in, scene)};
    const Export *x = &app->export;
    export_sheet_fit(&l);
    l.width = roundf(fminf((float)in->width - 16, 32 * l.o.em)), l.height = roundf(9 * l.o.em);
    l.left = roundf(((float)in->width - l.width) / 2),
    l.top = roundf(((float)in->height - l.height) / 2);
    float pad = 1.5f * l.o.em, room = l.width - 2 * pad, left = l.left + pad, top = l.top;
    float done = x->total ? (float)x->done / (float)x->total : 0;
    const char *count =
        arena_print(scene->arena, "%d %s %d", x->done, overlay_word(&l.o, "export.of"), x->total);
    const char *stop = overlay_word(&l.o, "export.stops");
    Color text = l.o.theme.role[ROLE_TEXT], muted = l.o.theme.role[ROLE_MUTED];
    export_sheet_draw_panel(&l);
    overlay_text(&l.o, FACE_BOLD, l.o.pixels, text, l.o.theme.panel, left,
                 roundf(top + 2.4f * l.o.em), overlay_word(&l.o, "export.series"));
    overlay_text(&l.o, FACE_TEXT, l.o.pixels, text, l.o.theme.panel,
                 left + room - overlay_width(&l.o, FACE_TEXT, count), roundf(top + 2.4f * l.o.em),
                 count);
    float bar[4] = {left, roundf(top + 3.7f * l.o.em), room, roundf(0.6f * l.o.em)};
    overlay_add(&l.o, (Item){.kind = ITEM_BOX,
                             .x = bar[0],
                             .y = bar[1],
                             .w = bar[2],
                             .h = bar[3],
                             .radius = bar[3] / 2,
                             .fill = l.o.theme.line});
    overlay_add(&l.o, (Item){.kind = ITEM_BOX,
                             .x = bar[0],
                             .y = bar[1],
                             .w = fmaxf(bar[3], bar[2] * done),
                             .h = bar[3],
                             .radius = bar[3] / 2,
                             .fill = l.o.theme.role[ROLE_HOT]});
    overlay_text(&l.o, FACE_TEXT, l.o.pixels, muted, l.o.theme.panel, left,
                 roundf(top + 6 * l.o.em),
                 overlay_shortened(&l.o, FACE_TEXT, l.o.pixels,
                                   export_series_name(app, scene->arena), room));
    overlay_text(&l.o, FACE_TEXT, l.o.pixels, muted, l.o.theme.panel, left,
                 roundf(top + 7.7f * l.o.em), stop);
}
