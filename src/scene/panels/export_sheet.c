/* Rows of choices at the left, the very picture at the right, buttons below. Letters and rows
   become smaller, and choices side by side one at a time, before the picture goes. */
#include "scene/panels/export_sheet.h"

#include <math.h>

#include "scene/marks/pill.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

enum {
    EXPORT_LETTERS_USUAL = 13,
    EXPORT_SCRIM_ALPHA = 0xC8,
    EXPORT_SEGMENTS_MOST = 3 /* values that stand side by side */
};
static const float export_picture_least = 20, export_picture_most = 40; /* of its width, in ems */

typedef struct ExportLayout {
    const ExportSheet *x;
    int pixels;
    bool segments; /* few values stand side by side */
    float em, line, apart, label, control;
    Rect r, picture; /* picture: its mat; width 0: there is none */
} ExportLayout;

static Target export_sheet_part(int row, int part) {
    return (Target){.kind = TARGET_EXPORT, .row0 = row, .col0 = part};
}

static bool export_sheet_has_segments(const ExportLayout *l, const ExportRow *row) {
    return l->segments && row->count <= EXPORT_SEGMENTS_MOST;
}

/* The values of a row side by side. */
static void export_sheet_parts(int row, const ExportRow *of, PillPart *out) {
    for (int i = 0; i < of->count; i++)
        out[i] = (PillPart){of->values[i], export_sheet_part(row, EXPORT_VALUE + i)};
}

static float export_sheet_rows(const ExportLayout *l) {
    float high = 0;
    for (int i = 0; i < l->x->count; i++) high += l->line + (l->x->rows[i].apart ? l->apart : 0);
    return high;
}

/* Heading and buttons, above and below the rows. */
static float export_sheet_around(const ExportLayout *l) {
    return ceilf(9.2f * l->em);
}

static void export_sheet_measure(const Stage *s, ExportLayout *l, int pixels, bool segments) {
    PillPart parts[EXPORT_SEGMENTS_MOST];
    float h = (float)s->in->height - 16;
    l->pixels = pixels;
    l->em = (float)pixels;
    l->segments = segments;
    l->label = l->control = 0;
    for (int i = 0; i < l->x->count; i++) {
        const ExportRow *row = &l->x->rows[i];
        float wide = 0;
        if (export_sheet_has_segments(l, row)) {
            export_sheet_parts(i, row, parts);
            wide = pill_segments_width(s, pixels, parts, row->count);
        }
        for (int k = 0; wide == 0 && k < row->count; k++)
            l->control = fmaxf(l->control, pill_stepper_width(s, pixels, row->values[k]));
        l->control = fmaxf(l->control, wide);
        l->label = fmaxf(l->label, ceilf(stage_width(s, FACE_BOLD, pixels, row->label)));
    }
    l->line = roundf(2 * l->em), l->apart = roundf(0.8f * l->em);
    l->line = fmaxf(l->line, stage_thumb(s));
    while (l->line > 1.6f * l->em && export_sheet_rows(l) + export_sheet_around(l) > h) l->line--;
    l->r.w = ceilf(l->label + l->control + 4.4f * l->em);
    l->r.h = ceilf(export_sheet_rows(l) + export_sheet_around(l));
}

/* The sheet with the largest letters that fit, and the picture in what is left beside the rows. */
static ExportLayout export_sheet_layout(const Stage *s) {
    ExportLayout l = {.x = s->in->file};
    float w = (float)s->in->width, h = (float)s->in->height, picture = 0;
    int wanted = s->body > EXPORT_LETTERS_USUAL ? s->body : EXPORT_LETTERS_USUAL;
    for (int wish = 1, fits = 0; wish >= 0 && !fits; wish--)
        for (int pixels = wanted; pixels >= s->least && !fits; pixels--)
            for (int segments = 1; segments >= 0 && !fits; segments--) {
                export_sheet_measure(s, &l, pixels, segments);
                picture = fminf(w - l.r.w - 4 * l.em, export_picture_most * l.em);
                fits = l.r.h <= h - 16 && l.r.w <= w - 16 &&
                       (!wish || picture >= export_picture_least * l.em);
            }
    bool shown = picture >= export_picture_least * l.em;
    float left = l.r.w;
    if (shown) l.r.w += floorf(picture) + 2 * l.em;
    l.r.x = roundf((w - l.r.w) / 2), l.r.y = roundf((h - l.r.h) / 2);
    if (shown)
        l.picture = (Rect){roundf(l.r.x + left + 0.5f * l.em), roundf(l.r.y + 4 * l.em),
                           floorf(picture), roundf(export_sheet_rows(&l) - 3.2f * l.em)};
    return l;
}

void export_sheet_room(const Stage *s, float room[2]) {
    ExportLayout l = export_sheet_layout(s);
    room[0] = fmaxf(0, l.picture.w - 2 * l.em), room[1] = fmaxf(0, l.picture.h - 2 * l.em);
}

/* The picture, or the first lines of a text, on a mat; below it the file's name and size. */
static void export_sheet_draw_picture(Stage *s, const ExportLayout *l) {
    const ExportSheet *x = l->x;
    const Rect m = l->picture;
    Color muted = s->theme.role[ROLE_MUTED], ink = s->theme.role[ROLE_TEXT];
    float base = m.y + m.h + roundf(1.6f * l->em);
    stage_box(s, m, 8, s->theme.ground, 0, 0);
    if (x->cells) {
        float w = (float)x->shown_cols, h = (float)x->shown_rows,
              left = roundf(m.x + (m.w - w) / 2), top = roundf(m.y + (m.h - h) / 2);
        stage_box(s, (Rect){left - 1, top - 1, w + 2, h + 2}, 0, 0, 1, s->theme.line);
        Item *i = stage_add(s, ITEM_CELLS);
        i->x = left, i->y = top, i->w = w, i->h = h;
        i->cells = x->cells;
        i->rows = x->shown_rows, i->cols = x->shown_cols;
    }
    int small = (int)fmaxf(s->least, roundf(0.85f * l->em));
    float line = roundf((float)small * 1.5f), room = m.w - 2 * l->em;
    for (int i = 0; i < x->line_count && (float)(i + 1) * line <= m.h - 2 * l->em; i++)
        stage_text(s, FACE_MONO, small, ink, s->theme.ground, m.x + l->em,
                   m.y + l->em + (float)i * line + (float)small,
                   stage_elide(s, FACE_MONO, small, x->lines[i], room));
    stage_text(s, FACE_BOLD, l->pixels, ink, s->theme.panel, m.x, base,
               stage_elide(s, FACE_BOLD, l->pixels, x->file, m.w));
    if (x->width)
        stage_text(s, FACE_TEXT, l->pixels, muted, s->theme.panel, m.x, base + roundf(1.5f * l->em),
                   arena_print(s->arena, "%d × %d %s", x->width, x->height,
                               stage_words(s, "export.pixels")));
}

static void export_sheet_draw_row(Stage *s, const ExportLayout *l, int at, float y) {
    const ExportRow *row = &l->x->rows[at];
    bool lit = at == l->x->row;
    float x = l->r.x + 1.5f * l->em, inset = 0.6f * l->em;
    Rect all = {x - inset, y, l->label + l->control + 1.4f * l->em + 2 * inset, l->line},
         control = {roundf(x + l->label + 1.4f * l->em), y + 1, l->control, l->line - 2};
    Color ground = lit ? theme_mix(s->theme.panel, s->theme.role[ROLE_HOT], 0.12f) : s->theme.panel;
    Face face = lit ? FACE_BOLD : FACE_TEXT;
    if (lit) stage_box(s, all, 6, ground, 1.5f, s->theme.role[ROLE_HOT]);
    stage_text(s, face, l->pixels, s->theme.role[row->usable ? ROLE_TEXT : ROLE_MUTED], ground, x,
               y + l->line / 2 + stage_drop(s, face, l->pixels), row->label);
    if (!row->usable) {
        float dash = stage_width(s, FACE_TEXT, l->pixels, "–");
        stage_text(s, FACE_TEXT, l->pixels, s->theme.role[ROLE_MUTED], ground,
                   control.x + (control.w - dash) / 2,
                   y + l->line / 2 + stage_drop(s, FACE_TEXT, l->pixels), "–");
        return;
    }
    stage_target_in(s, all, export_sheet_part(at, EXPORT_ROW));
    if (export_sheet_has_segments(l, row)) {
        PillPart parts[EXPORT_SEGMENTS_MOST];
        export_sheet_parts(at, row, parts);
        pill_segments(s, control, l->pixels, parts, row->count, row->at);
    } else {
        Target ways[] = {export_sheet_part(at, EXPORT_LESS), export_sheet_part(at, EXPORT_MORE)};
        pill_stepper(s, control, l->pixels, row->values[row->at], s->theme.role[ROLE_TEXT], lit,
                     ways);
    }
}

/* A button whose key is told in it; returns its left side. */
static float export_sheet_draw_button(Stage *s, const ExportLayout *l, ExportPart part,
                                      const char *key, const char *text, float right) {
    float high = roundf(2.2f * l->em), gap = 0.6f * l->em, pad = 1.2f * l->em,
          words = stage_width(s, FACE_BOLD, l->pixels, text),
          wide = ceilf(words + gap + stage_width(s, FACE_TEXT, l->pixels, key) + 2 * pad);
    Rect r = {roundf(right - wide), l->r.y + l->r.h - roundf(1.3f * l->em) - high, wide, high};
    Target t = export_sheet_part(0, part);
    bool main = part == EXPORT_SAVE, hot = pill_hot(s, &t);
    Color strong = s->theme.role[ROLE_TEXT], fill = main ? strong : s->theme.panel,
          ink = main ? s->theme.panel : strong;
    float base = r.y + r.h / 2 + stage_drop(s, FACE_BOLD, l->pixels);
    stage_box(s, r, high / 2, fill, hot ? 2 : 1,
              hot    ? s->theme.role[ROLE_HOT]
              : main ? strong
                     : s->theme.line);
    stage_text(s, FACE_BOLD, l->pixels, ink, fill, r.x + pad, base, text);
    stage_text(s, FACE_TEXT, l->pixels, main ? ink : s->theme.role[ROLE_MUTED], fill,
               r.x + pad + words + gap, base, key);
    stage_target_in(s, r, t);
    return r.x;
}

/* A sheet over everything, which is dimmed. beside: what answers around it, and ground: on it. */
static void export_sheet_draw_ground(Stage *s, Rect r, Target beside, Target ground) {
    Rect all = {0, 0, (float)s->in->width, (float)s->in->height};
    stage_box(s, all, 0, (s->theme.ground & ~0xFFu) | EXPORT_SCRIM_ALPHA, 0, 0);
    stage_target_in(s, all, beside);
    stage_box(s, r, 12, s->theme.panel, 1, s->theme.line);
    stage_target_in(s, r, ground);
}

static void export_sheet_draw_choices(Stage *s) {
    ExportLayout l = export_sheet_layout(s);
    float x = l.r.x + 1.5f * l.em, y = l.r.y + roundf(4 * l.em);
    int title = l.pixels + l.pixels / 4;
    export_sheet_draw_ground(s, l.r, export_sheet_part(0, EXPORT_BESIDE),
                             export_sheet_part(0, EXPORT_GROUND));
    stage_text(s, FACE_BOLD, title, s->theme.role[ROLE_TEXT], s->theme.panel, x,
               l.r.y + roundf(2.6f * l.em), stage_words(s, "export.heading"));
    for (int i = 0; i < l.x->count; i++, y += l.line) {
        if (l.x->rows[i].apart) {
            float middle = floorf(y + l.apart / 2) + 0.5f;
            stage_line(s, x, middle, x + l.label + 1.4f * l.em + l.control, middle, 1,
                       s->theme.line);
            y += l.apart;
        }
        export_sheet_draw_row(s, &l, i, y);
    }
    if (l.picture.w > 0) export_sheet_draw_picture(s, &l);
    const char *hint = stage_words(s, "export.hint");
    float left = export_sheet_draw_button(
        s, &l, EXPORT_SAVE, "Enter", stage_words(s, "export.save"), l.r.x + l.r.w - 1.5f * l.em);
    left = export_sheet_draw_button(s, &l, EXPORT_CLOSE, "Esc", stage_words(s, "export.close"),
                                    left - 0.8f * l.em);
    if (x + stage_width(s, FACE_TEXT, l.pixels, hint) + 2 * l.em <= left)
        stage_text(s, FACE_TEXT, l.pixels, s->theme.role[ROLE_MUTED], s->theme.panel, x,
                   l.r.y + l.r.h - roundf(2.4f * l.em) + stage_drop(s, FACE_TEXT, l.pixels), hint);
}

static void export_sheet_draw_series(Stage *s) {
    const ExportSeries *x = s->in->files;
    int pixels = s->body > EXPORT_LETTERS_USUAL ? s->body : EXPORT_LETTERS_USUAL;
    while (pixels > s->least && 32 * pixels > s->in->width - 16) pixels--;
    float em = (float)pixels, w = roundf(fminf((float)s->in->width - 16, 32 * em)),
          h = roundf(9.6f * em), pad = 1.5f * em, room = w - 2 * pad,
          done = x->total ? (float)x->done / (float)x->total : 0;
    Rect r = {roundf(((float)s->in->width - w) / 2), roundf(((float)s->in->height - h) / 2), w, h},
         bar = {r.x + pad, roundf(r.y + 3.7f * em), room, roundf(0.6f * em)};
    const char *count =
        arena_print(s->arena, "%d %s %d", x->done, stage_words(s, "export.of"), x->total);
    Color ink = s->theme.role[ROLE_TEXT], muted = s->theme.role[ROLE_MUTED], panel = s->theme.panel;
    export_sheet_draw_ground(s, r, (Target){.kind = TARGET_SHEET}, (Target){.kind = TARGET_SHEET});
    stage_text(s, FACE_BOLD, pixels, ink, panel, bar.x, r.y + 2.4f * em, stage_words(s, x->title));
    stage_text(s, FACE_TEXT, pixels, ink, panel,
               bar.x + room - stage_width(s, FACE_TEXT, pixels, count), r.y + 2.4f * em, count);
    stage_box(s, bar, bar.h / 2, s->theme.line, 0, 0);
    bar.w = fmaxf(bar.h, room * done);
    stage_box(s, bar, bar.h / 2, s->theme.role[ROLE_HOT], 0, 0);
    stage_text(s, FACE_TEXT, pixels, muted, panel, bar.x, r.y + 6 * em,
               stage_elide(s, FACE_TEXT, pixels, x->file, room));
    const char *stop = stage_words(s, "export.stop");
    float wide = ceilf(stage_width(s, FACE_BOLD, pixels, stop) + 2.4f * em), high = roundf(2 * em);
    Rect pill = {r.x + w - pad - wide, roundf(r.y + h - pad - high + 0.5f * em), wide, high};
    stage_text(s, FACE_TEXT, pixels, muted, panel, bar.x,
               pill.y + high / 2 + stage_drop(s, FACE_TEXT, pixels),
               stage_elide(s, FACE_TEXT, pixels, stage_words(s, x->stops), room - wide - em));
    pill_draw(s, pill, pixels, stop, false, export_sheet_part(0, EXPORT_CLOSE));
}

void export_sheet_draw(Stage *s) {
    s->group = "overlay";
    if (s->in->file) export_sheet_draw_choices(s);
    if (s->in->files) export_sheet_draw_series(s);
}
