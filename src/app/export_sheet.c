/* Laying out the export sheet: rows of choices at the left, the very picture at the right, buttons below. */
#include "app/export_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/inside.h"
#include "draw/canvas.h"
#include "scene/theme.h"
#include "trace/sheet.h"

enum { LETTERS_LEAST = 11, LETTERS_USUAL = 13, SCRIM_ALPHA = 0xC8, LINES_MOST = 64, CHECKS = 72 };
static const float row_ems = 1.9f, group_ems = 0.9f, preview_least = 20, preview_most = 40;

typedef struct Layout {
    Export *x;
    const SceneInput *in;
    Scene *scene;
    Theme theme;
    int pixels;
    float em, label, value; /* widths of the widest words */
    float left, top, width, height, list, rows_height;
    float preview[4];       /* its mat; width 0: none */
} Layout;

static void add(Layout *l, Item item) {
    item.group = "overlay";
    scene_add(l->scene, item);
}

static void add_spot(Layout *l, SpotKind kind, Choice row, float x, float y, float w, float h) {
    if (l->x->spot_count < EXPORT_SPOTS) l->x->spots[l->x->spot_count++] = (Spot){kind, row, x, y, w, h};
}

static bool hovered(const Layout *l) {
    return l->x->hover == l->x->spot_count;
}

/* Words */

static const char *word(const Layout *l, const char *key) {
    return lang_text(l->in->lang, key);
}

static const char *row_word(const Layout *l, Choice row) {
    return word(l, arena_print(l->scene->arena, "export.%s", choice_row(row)));
}

static const char *value_word(const Layout *l, Choice row, int at) {
    const char *value = choice_value(row, at), *by = strchr(value, 'x');
    if (row == CHOICE_SIZE && by) return arena_print(l->scene->arena, "%.*s × %s", (int)(by - value), value, by + 1);
    return word(l, arena_print(l->scene->arena, "export.%s.%s", choice_row(row), value));
}

static float text_width(const Layout *l, Face face, const char *text) {
    return font_width(l->in->font, face, l->pixels, text);
}

static float middle(const Layout *l, float y, float h, int pixels) {
    FontMetrics m = l->in->font->metrics(l->in->font->self, FACE_TEXT, pixels);
    return roundf(y + h / 2 + m.cap_height / 2);
}

static void add_text(Layout *l, Face face, int pixels, Color color, Color ground, float x, float y, const char *text) {
    add(l, (Item){.kind = ITEM_TEXT, .x = x, .y = y, .w = font_width(l->in->font, face, pixels, text), .fill = color,
                  .ground = ground, .face = face, .pixels = pixels, .text = text});
}

/* As much of a text as there is room for. */
static const char *shortened(const Layout *l, Face face, int pixels, const char *text, float room) {
    if (font_width(l->in->font, face, pixels, text) <= room) return text;
    char *copy = arena_print(l->scene->arena, "%s…", text);
    for (size_t n = strlen(text); n > 0; n--) {
        if (((unsigned char)text[n] & 0xc0) == 0x80) continue;
        strcpy(copy + n, "…");
        if (font_width(l->in->font, face, pixels, copy) <= room) return copy;
    }
    return "";
}

/* Measures */

static void measure(Layout *l, int pixels) {
    l->pixels = pixels;
    l->em = (float)pixels;
    l->label = l->value = 0;
    for (int i = 0; i < CHOICE_COUNT; i++) {
        l->label = fmaxf(l->label, text_width(l, FACE_TEXT, row_word(l, (Choice)i)));
        for (int k = 0; k < choice_values((Choice)i); k++)
            l->value = fmaxf(l->value, text_width(l, FACE_BOLD, value_word(l, (Choice)i, k)));
    }
    l->list = ceilf(l->label + l->value + 6 * l->em);
    l->rows_height = roundf(l->em * row_ems) * CHOICE_COUNT + 2 * roundf(l->em * group_ems);
    l->height = ceilf(l->rows_height + 9.2f * l->em);
    l->width = ceilf(l->list + 3 * l->em);
}

/* The preview takes what is left beside the rows. */
static void place(Layout *l) {
    float room = (float)l->in->width - 2 * l->em - l->width - 2 * l->em;
    float w = floorf(fminf(room, preview_most * l->em));
    bool shown = w >= preview_least * l->em;
    if (shown) l->width += w + 2 * l->em;
    l->left = roundf(((float)l->in->width - l->width) / 2);
    l->top = roundf(((float)l->in->height - l->height) / 2);
    if (!shown) return;
    float mat[4] = {l->left + l->width - 1.5f * l->em - w, l->top + roundf(4 * l->em), w,
                    l->rows_height - 3.2f * l->em};
    for (int i = 0; i < 4; i++) l->preview[i] = roundf(mat[i]);
}

static void fit(Layout *l) {
    float unit = fminf((float)l->in->width / 1440, (float)l->in->height / 900);
    int wanted = (int)lrintf(15 * unit * (float)l->in->view->text_size / 100);
    for (int pixels = wanted > LETTERS_USUAL ? wanted : LETTERS_USUAL; pixels >= LETTERS_LEAST; pixels--) {
        measure(l, pixels);
        if (l->width <= (float)l->in->width - 16 && l->height <= (float)l->in->height - 16) break;
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
static void preview_numbers(App *app, FigureFormat format, Arena *arena) {
    Export *x = &app->export;
    Address a = view_address(&app->view, &app->run);
    Sheet sheet = {&app->run, a.t, a.value, a.cell.sheet};
    Buffer b = {0};
    const size_t magic = 10;
    if (format == FIGURE_CSV) sheet_csv(&sheet, arena, &b);
    else if (format == FIGURE_JSON) sheet_json(&sheet, NULL, 0, arena, &b);
    else sheet_npy(&sheet, &b);
    if (format != FIGURE_NPY) take_lines(x, b.data, b.size);
    else take_lines(x, b.data + magic, strcspn(b.data + magic, "\n"));
    buffer_free(&b);
}

static void make_preview(App *app, const Layout *l, const FigurePlan *plan) {
    Export *x = &app->export;
    Arena arena = {0};
    Canvas canvas;
    Error e;
    View view;
    SceneInput in = app_figure(app, choices_theme(&x->choices), plan->width, plan->height, &view);
    arena_reset(&x->preview);
    x->cells = NULL;
    x->line_count = x->width = x->height = 0;
    x->room[0] = l->preview[2] - 2 * l->em, x->room[1] = l->preview[3] - 2 * l->em;
    if (!figure_is_picture(plan->format)) preview_numbers(app, plan->format, &arena);
    else if (figure_render(&in, plan, &arena, &canvas, &e)) shrink(x, &canvas, &l->theme);
    x->stale = false;
    arena_free(&arena);
}

static void draw_lines(Layout *l) {
    int pixels = (int)fmaxf(LETTERS_LEAST, roundf(l->em * 0.85f));
    float line = roundf((float)pixels * 1.5f), room = l->preview[2] - 2 * l->em;
    for (int i = 0; i < l->x->line_count && (float)(i + 1) * line <= l->preview[3] - 2 * l->em; i++)
        add_text(l, FACE_MONO, pixels, l->theme.role[ROLE_TEXT], l->theme.ground, l->preview[0] + l->em,
                 roundf(l->preview[1] + l->em + (float)i * line + (float)pixels),
                 shortened(l, FACE_MONO, pixels, l->x->lines[i], room));
}

static void draw_preview(Layout *l) {
    const Export *x = l->x;
    const float *m = l->preview;
    add(l, (Item){.kind = ITEM_BOX, .x = m[0], .y = m[1], .w = m[2], .h = m[3], .radius = 8, .fill = l->theme.ground});
    if (!x->cells) {
        draw_lines(l);
        return;
    }
    float left = roundf(m[0] + (m[2] - (float)x->cols) / 2), top = roundf(m[1] + (m[3] - (float)x->rows) / 2);
    add(l, (Item){.kind = ITEM_BOX, .x = left - 1, .y = top - 1, .w = (float)x->cols + 2, .h = (float)x->rows + 2,
                  .line = 1, .stroke = l->theme.line});
    add(l, (Item){.kind = ITEM_CELLS, .x = left, .y = top, .w = (float)x->cols, .h = (float)x->rows, .cells = x->cells,
                  .rows = x->rows, .cols = x->cols});
}

/* Name and size of the file below its preview. */
static void draw_file(Layout *l, const App *app, const FigurePlan *plan) {
    const float *m = l->preview;
    Arena *arena = l->scene->arena;
    float base = m[1] + m[3] + roundf(1.6f * l->em);
    const char *name = arena_print(arena, "%s%s", app_figure_name(app, arena), figure_ending(plan->format));
    add_text(l, FACE_BOLD, l->pixels, l->theme.role[ROLE_TEXT], l->theme.panel, m[0], base,
             shortened(l, FACE_BOLD, l->pixels, name, m[2]));
    if (!l->x->width) return;
    add_text(l, FACE_TEXT, l->pixels, l->theme.role[ROLE_MUTED], l->theme.panel, m[0], base + roundf(1.5f * l->em),
             arena_print(arena, "%d × %d %s", l->x->width, l->x->height, word(l, "export.pixels")));
}

/* Rows and buttons */

static void draw_arrow(Layout *l, SpotKind kind, Choice row, float x, float y, float h, bool chosen) {
    float w = 1.8f * l->em;
    const char *text = kind == SPOT_LESS ? "‹" : "›";
    add_spot(l, kind, row, x, y, w, h);
    bool strong = chosen || hovered(l);
    add_text(l, FACE_BOLD, l->pixels, l->theme.role[strong ? ROLE_TEXT : ROLE_MUTED], l->theme.panel,
             roundf(x + (w - text_width(l, FACE_BOLD, text)) / 2), middle(l, y, h, l->pixels), text);
}

static void draw_row(Layout *l, Choice row, float y, float h) {
    const Choices *c = &l->x->choices;
    bool apply = choices_apply(c, row), chosen = row == l->x->row;
    float x = l->left + 1.5f * l->em, arrow = x + l->label + 1.2f * l->em, base = middle(l, y, h, l->pixels);
    const char *value = apply ? value_word(l, row, c->at[row]) : "–";
    Color ink = l->theme.role[apply ? ROLE_TEXT : ROLE_MUTED], panel = l->theme.panel;
    if (chosen)
        add(l, (Item){.kind = ITEM_BOX, .x = x - 0.7f * l->em, .y = y, .w = l->list + 0.9f * l->em, .h = h,
                      .radius = 6, .line = 1.5f, .stroke = l->theme.role[ROLE_HOT], .fill = panel});
    add_text(l, FACE_TEXT, l->pixels, ink, panel, x, base, row_word(l, row));
    float width = text_width(l, chosen ? FACE_BOLD : FACE_TEXT, value), from = arrow + 1.8f * l->em;
    add_text(l, chosen ? FACE_BOLD : FACE_TEXT, l->pixels, ink, panel, roundf(from + (l->value - width) / 2), base,
             value);
    if (!apply) return;
    add_spot(l, SPOT_ROW, row, x - 0.7f * l->em, y, l->list + 0.9f * l->em, h);
    draw_arrow(l, SPOT_LESS, row, arrow, y, h, chosen);
    draw_arrow(l, SPOT_MORE, row, from + l->value, y, h, chosen);
}

static void draw_rows(Layout *l) {
    float y = l->top + roundf(4 * l->em), h = roundf(l->em * row_ems), gap = roundf(l->em * group_ems);
    for (int i = 0; i < CHOICE_COUNT; i++, y += h) {
        if (i == CHOICE_THEME || i == CHOICE_NUMBERS) {
            float x = l->left + 1.5f * l->em, at = floorf(y + gap / 2) + 0.5f;
            add(l, (Item){.kind = ITEM_LINE, .x = x, .y = at, .x2 = x + l->list, .y2 = at, .line = 1,
                          .fill = l->theme.line});
            y += gap;
        }
        draw_row(l, (Choice)i, y, h);
    }
}

/* Returns its left side. */
static float draw_button(Layout *l, SpotKind kind, const char *key, const char *text, float right) {
    bool main = kind == SPOT_SAVE;
    float h = roundf(2.2f * l->em), gap = 0.6f * l->em, y = l->top + l->height - roundf(1.3f * l->em) - h;
    float words = text_width(l, FACE_BOLD, text), w = ceilf(words + gap + text_width(l, FACE_TEXT, key) + 2.2f * l->em);
    float x = right - w, base = middle(l, y, h, l->pixels);
    add_spot(l, kind, CHOICE_FORMAT, x, y, w, h);
    Color strong = l->theme.role[ROLE_TEXT], fill = main ? strong : l->theme.panel;
    Color ink = main ? l->theme.panel : strong;
    add(l, (Item){.kind = ITEM_BOX, .x = x, .y = y, .w = w, .h = h, .radius = 8, .line = hovered(l) ? 2 : 1,
                  .fill = fill, .stroke = hovered(l) ? l->theme.role[ROLE_HOT] : main ? strong : l->theme.line});
    add_text(l, FACE_BOLD, l->pixels, ink, fill, roundf(x + 1.1f * l->em), base, text);
    add_text(l, FACE_TEXT, l->pixels, main ? ink : l->theme.role[ROLE_MUTED], fill,
             roundf(x + 1.1f * l->em + words + gap), base, key);
    return x;
}

static void draw_buttons(Layout *l) {
    float x = draw_button(l, SPOT_SAVE, "Enter", word(l, "export.save"), l->left + l->width - 1.5f * l->em);
    x = draw_button(l, SPOT_CLOSE, "Esc", word(l, "export.close"), x - 0.8f * l->em);
    const char *hint = word(l, "export.hint");
    float h = roundf(2.2f * l->em), from = l->left + 1.5f * l->em;
    if (from + text_width(l, FACE_TEXT, hint) + 2 * l->em > x) return;
    add_text(l, FACE_TEXT, l->pixels, l->theme.role[ROLE_MUTED], l->theme.panel, from,
             middle(l, l->top + l->height - roundf(1.3f * l->em) - h, h, l->pixels), hint);
}

static void draw_panel(Layout *l) {
    add(l, (Item){.kind = ITEM_BOX, .w = (float)l->in->width, .h = (float)l->in->height,
                  .fill = (l->theme.ground & ~0xFFu) | SCRIM_ALPHA});
    add(l, (Item){.kind = ITEM_BOX, .x = l->left, .y = l->top, .w = l->width, .h = l->height, .radius = 12, .line = 1,
                  .fill = l->theme.panel, .stroke = l->theme.line});
}

void export_sheet_add(App *app, const SceneInput *in, Scene *scene) {
    Layout l = {.x = &app->export, .in = in, .scene = scene};
    FigurePlan plan = app_export_plan(app);
    theme_make(in->view->theme, PALETTE_DEFAULT, &l.theme);
    fit(&l);
    bool other = l.x->room[0] != l.preview[2] - 2 * l.em || l.x->room[1] != l.preview[3] - 2 * l.em;
    if (l.preview[2] > 0 && (l.x->stale || other)) make_preview(app, &l, &plan);
    l.x->spot_count = 0;
    draw_panel(&l);
    add_spot(&l, SPOT_PANEL, CHOICE_FORMAT, l.left, l.top, l.width, l.height);
    add_text(&l, FACE_BOLD, l.pixels + l.pixels / 4, l.theme.role[ROLE_TEXT], l.theme.panel, l.left + 1.5f * l.em,
             roundf(l.top + 2.6f * l.em), word(&l, "export.heading"));
    draw_rows(&l);
    if (l.preview[2] > 0) draw_preview(&l), draw_file(&l, app, &plan);
    draw_buttons(&l);
}

/* The series */

void export_progress_add(const App *app, const SceneInput *in, Scene *scene) {
    Export places = {0};
    Layout l = {.x = &places, .in = in, .scene = scene};
    const Export *x = &app->export;
    theme_make(in->view->theme, PALETTE_DEFAULT, &l.theme);
    fit(&l);
    l.width = roundf(fminf((float)in->width - 16, 32 * l.em)), l.height = roundf(9 * l.em);
    l.left = roundf(((float)in->width - l.width) / 2), l.top = roundf(((float)in->height - l.height) / 2);
    float pad = 1.5f * l.em, room = l.width - 2 * pad, left = l.left + pad, top = l.top;
    float done = x->total ? (float)x->done / (float)x->total : 0;
    const char *count = arena_print(scene->arena, "%d %s %d", x->done, word(&l, "export.of"), x->total);
    const char *stop = word(&l, "export.stops");
    Color text = l.theme.role[ROLE_TEXT], muted = l.theme.role[ROLE_MUTED];
    draw_panel(&l);
    add_text(&l, FACE_BOLD, l.pixels, text, l.theme.panel, left, roundf(top + 2.4f * l.em), word(&l, "export.series"));
    add_text(&l, FACE_TEXT, l.pixels, text, l.theme.panel, left + room - text_width(&l, FACE_TEXT, count),
             roundf(top + 2.4f * l.em), count);
    float bar[4] = {left, roundf(top + 3.7f * l.em), room, roundf(0.6f * l.em)};
    add(&l, (Item){.kind = ITEM_BOX, .x = bar[0], .y = bar[1], .w = bar[2], .h = bar[3], .radius = bar[3] / 2,
                   .fill = l.theme.line});
    add(&l, (Item){.kind = ITEM_BOX, .x = bar[0], .y = bar[1], .w = fmaxf(bar[3], bar[2] * done), .h = bar[3],
                   .radius = bar[3] / 2, .fill = l.theme.role[ROLE_HOT]});
    add_text(&l, FACE_TEXT, l.pixels, muted, l.theme.panel, left, roundf(top + 6 * l.em),
             shortened(&l, FACE_TEXT, l.pixels, app_series_name(app, scene->arena), room));
    add_text(&l, FACE_TEXT, l.pixels, muted, l.theme.panel, left, roundf(top + 7.7f * l.em), stop);
}
