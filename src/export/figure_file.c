/* From a figure to a file. */
#include "export/figure_file.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/version.h"
#include "draw/paint.h"
#include "export/pdf.h"
#include "export/svg.h"
#include "export/png.h"
#include "trace/sheet.h"

enum { NOTES_MOST = 6, FRAMES_A_SECOND = 12, LAST_MILLISECONDS = 2500 };
static const float usual_seconds = 3;

typedef struct Note {
    const char *key, *text;
} Note;

/* What is told in every file that can tell something; returns how many. */
static int collect_notes(const SceneInput *in, const FigureNotes *from, Arena *arena,
                         Note out[NOTES_MOST]) {
    int count = 0;
    const char *model = decode_name(in->run);
    Address a = view_address(in->view, in->run);
    if (from && from->silent) return 0;
    out[count++] = (Note){"Software", "attnscope " VERSION};
    if (model_hash(in->run->model))
        model = arena_print(arena, "%s %016llx", model, model_hash(in->run->model));
    if (from) out[count++] = (Note){"Model", model};
    if (*seen_text(&in->view->shown.of))
        out[count++] = (Note){"Sentence", seen_text(&in->view->shown.of)};
    out[count++] = (Note){"Value", in->run->programs[a.t].values[a.value].path};
    if (from && from->command) out[count++] = (Note){"Command", from->command};
    if (from && from->link) out[count++] = (Note){"Link", from->link};
    return count;
}

static bool print_png(const SceneInput *in, const FigurePlan *p, const PngInfo *info, Arena *arena,
                      Buffer *out, Error *e) {
    Canvas canvas;
    return figure_render(in, p, arena, &canvas, e) && png_print_over(&canvas, info, out, e);
}

/* The play of a figure as an animation; its frames share a size, so it is never cropped by frame.
 */
typedef struct Film {
    const SceneInput *in;
    const FigurePlan *plan;
    int frames, x, y;
    Arena arena;
} Film;

static bool draw_frame(void *self, int at, Canvas *c, Error *e) {
    Film *f = self;
    SceneInput in = *f->in;
    View view = *in.view;
    Scene scene;
    view.shown.played = at + 1 < f->frames ? (float)at / (float)(f->frames - 1) : 1;
    in.view = &view;
    arena_reset(&f->arena);
    if (!figure_scene(&in, f->plan, &f->arena, &scene, e)) return false;
    canvas_clear(c, f->plan->transparent ? 0 : scene.ground);
    canvas_paint(c, &scene, in.font);
    return true;
}

static bool print_film(const SceneInput *in, const FigurePlan *p, const PngInfo *info, Buffer *out,
                       Error *e) {
    FigurePlan whole = *p;
    float seconds = p->seconds > 0 ? p->seconds : usual_seconds;
    whole.style.bare = whole.style.bare || whole.cropped;
    whole.cropped = false;
    Film f = {.in = in, .plan = &whole, .frames = 1 + (int)lrintf(seconds * FRAMES_A_SECOND)};
    PngAnimation a = {.width = p->width,
                      .height = p->height,
                      .frames = f.frames,
                      .milliseconds = 1000 / FRAMES_A_SECOND,
                      .last_milliseconds = LAST_MILLISECONDS,
                      .frame = draw_frame,
                      .self = &f};
    bool ok = figure_check(p, e) && png_animation(&a, info, out, e);
    arena_free(&f.arena);
    return ok;
}

static bool png_alone(const Canvas *c, Buffer *out, Error *e) {
    return png_print(c, NULL, out, e);
}

static bool print_svg(const SceneInput *in, const FigurePlan *p, const Note *notes, int count,
                      Arena *arena, Buffer *out, Error *e) {
    Scene scene;
    SvgText texts[NOTES_MOST];
    if (!figure_scene(in, p, arena, &scene, e)) return false;
    for (int i = 0; i < count; i++) texts[i] = (SvgText){notes[i].key, notes[i].text};
    SvgInfo info = {.title = scene.about,
                    .notes = texts,
                    .note_count = count,
                    .transparent = p->transparent,
                    .png = png_alone};
    for (int i = 0; i < FACE_COUNT && in->font->family; i++)
        info.family[i] = in->font->family(in->font->self, (Face)i);
    return svg_print(&scene, &info, out, e);
}

static bool print_pdf(const SceneInput *in, const FigurePlan *p, const FigureNotes *from,
                      Arena *arena, Buffer *out, Error *e) {
    Scene scene;
    if (!figure_scene(in, p, arena, &scene, e)) return false;
    PdfInfo info = {.title = scene.about,
                    .subject = from && !from->silent ? from->command : NULL,
                    .dpi = p->dpi,
                    .transparent = p->transparent};
    return pdf_print(&scene, in->font, &info, out, e);
}

static Sheet sheet_of(const SceneInput *in, const FigurePlan *p) {
    Address a = view_address(in->view, in->run);
    return (Sheet){in->run, a.t, a.value, p->all_heads ? -1 : a.cell.sheet};
}

static void export_file_print_numbers(const SceneInput *in, const FigurePlan *p, const Note *notes,
                                      int count, Buffer *out) {
    Sheet sheet = sheet_of(in, p);
    SheetNote texts[NOTES_MOST];
    for (int i = 0; i < count; i++) texts[i] = (SheetNote){notes[i].key, notes[i].text};
    if (p->format == FIGURE_CSV)
        sheet_csv(&sheet, out);
    else if (p->format == FIGURE_JSON)
        sheet_json(&sheet, texts, count, out);
    else
        sheet_npy(&sheet, out);
}

bool figure_print(const SceneInput *in, const FigurePlan *p, const FigureNotes *from, Buffer *out,
                  Error *e) {
    Note notes[NOTES_MOST];
    PngText texts[NOTES_MOST];
    Arena arena = {0};
    bool tells = p->format != FIGURE_PDF && p->format != FIGURE_CSV && p->format != FIGURE_NPY;
    int count = tells ? collect_notes(in, from, &arena, notes) : 0;
    bool photo = in->run->labels && in->run->labels->photo;
    for (int i = 0; i < count; i++) texts[i] = (PngText){notes[i].key, notes[i].text};
    PngInfo info = {.dpi = p->dpi,
                    .texts = texts,
                    .text_count = count,
                    .exact = p->frame || photo}; /* the window's own pixels, a photograph's */
    bool ok = true;
    switch (p->format) {
    case FIGURE_PNG: ok = print_png(in, p, &info, &arena, out, e); break;
    case FIGURE_APNG: ok = print_film(in, p, &info, out, e); break;
    case FIGURE_SVG: ok = print_svg(in, p, notes, count, &arena, out, e); break;
    case FIGURE_PDF: ok = print_pdf(in, p, from, &arena, out, e); break;
    default: export_file_print_numbers(in, p, notes, count, out); break;
    }
    arena_free(&arena);
    return ok;
}

char *figure_beside(const char *path, FigureFormat f, int which, Arena *arena) {
    const char *end = strrchr(path, '.');
    int stem = (int)(end && !strchr(end, '/') ? (size_t)(end - path) : strlen(path));
    if (f != FIGURE_NPY) return NULL;
    return arena_print(arena, "%.*s.%s.txt", stem, path, which ? "cols" : "rows");
}

/* The first of the names that is taken, NULL: none. */
static const char *taken(const char *path, FigureFormat f, Arena *arena) {
    if (file_taken(path)) return path;
    for (int i = 0; i < 2 && f == FIGURE_NPY; i++) {
        const char *beside = figure_beside(path, f, i, arena);
        if (file_taken(beside)) return beside;
    }
    return NULL;
}

static bool write_labels(const char *path, const SceneInput *in, const FigurePlan *p, Arena *arena,
                         Error *e) {
    Sheet sheet = sheet_of(in, p);
    bool ok = true;
    for (int i = 0; i < 2 && ok; i++) {
        Buffer b = {0};
        sheet_labels(&sheet, i == 0, &b);
        ok = file_write(figure_beside(path, p->format, i, arena), b.data ? b.data : "", b.size, e);
        buffer_free(&b);
    }
    return ok;
}

bool figure_write(const char *path, const SceneInput *in, const FigurePlan *p,
                  const FigureNotes *notes, bool force, Error *e) {
    Arena arena = {0};
    Buffer file = {0};
    const char *there = force ? NULL : taken(path, p->format, &arena);
    bool ok = (!there || file_absent(there, e)) && figure_print(in, p, notes, &file, e);
    if (ok && p->format == FIGURE_NPY) ok = write_labels(path, in, p, &arena, e);
    ok = ok && file_write(path, file.data, file.size, e);
    buffer_free(&file);
    arena_free(&arena);
    return ok;
}

char *figure_free_name(const char *folder, const char *name, FigureFormat f, Arena *arena) {
    char *path = path_join(arena, folder, arena_print(arena, "%s%s", name, figure_ending(f)));
    for (int n = 2; taken(path, f, arena); n++)
        path = path_join(arena, folder, arena_print(arena, "%s-%d%s", name, n, figure_ending(f)));
    return path;
}
