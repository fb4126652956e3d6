/* The figure is drawn as the file will have it, and made small. */
#include "app/layers/export_preview.h"

#include <math.h>
#include <string.h>

#include "app/state/shown.h"
#include "draw/canvas.h"
#include "scene/pen/theme.h"
#include "trace/sheet.h"

enum { LINES_MOST = 64, CHECKS = 72 };

static Color preview_over(const unsigned sum[4], unsigned count, Color ground) {
    unsigned shift = 24, alpha = sum[3] / count;
    Color out = 0xff;
    for (int i = 0; i < 3; i++, shift -= 8) {
        unsigned g = ground >> shift & 0xff;
        out |= (Color)((sum[i] / count + g * (255 - alpha)) / 255) << shift;
    }
    return out;
}

/* The mean of the pixels that one of the preview's covers, on a chequered ground. */
static Color preview_mean(const Canvas *c, const Export *x, int col, int row,
                          const Color ground[2]) {
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
    return preview_over(sum, count, ground[(col / check + row / check) & 1]);
}

static void preview_shrink(Export *x, const Canvas *c, const Theme *t) {
    float scale = fminf(1, fminf(x->room[0] / (float)c->width, x->room[1] / (float)c->height));
    x->width = c->width, x->height = c->height;
    x->cols = (int)fmaxf(1, floorf((float)c->width * scale));
    x->rows = (int)fmaxf(1, floorf((float)c->height * scale));
    x->cells = arena_many(&x->preview, Color, x->cols * x->rows);
    for (int row = 0; row < x->rows; row++)
        for (int col = 0; col < x->cols; col++)
            x->cells[row * x->cols + col] =
                preview_mean(c, x, col, row, (Color[2]){t->panel, t->line});
}

static void preview_lines(Export *x, const char *text, size_t size) {
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
        preview_lines(x, b.data, b.size);
    else
        preview_lines(x, b.data + magic, strcspn(b.data + magic, "\n"));
    buffer_free(&b);
}

void export_preview_make(App *app, const FigurePlan *plan, const float room[2]) {
    Export *x = &app->export;
    Arena arena = {0};
    Canvas canvas;
    Error e;
    View view;
    Theme theme;
    SceneInput in = shown_figure(app, choices_theme(&x->choices), plan->width, plan->height, &view);
    theme_make(app->view.shown.setting.theme, PALETTE_DEFAULT, &theme);
    arena_reset(&x->preview);
    x->cells = NULL;
    x->line_count = x->width = x->height = 0;
    x->room[0] = room[0], x->room[1] = room[1];
    if (!figure_is_picture(plan->format))
        preview_numbers(app, plan->format);
    else if (figure_render(&in, plan, &arena, &canvas, &e))
        preview_shrink(x, &canvas, &theme);
    x->stale = false;
    arena_free(&arena);
}
