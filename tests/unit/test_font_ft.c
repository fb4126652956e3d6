/* The page's letters are the window's: every letter of the interface, the lessons and the models in
   every face, at twenty sizes, has the same measures and, at each quarter of a pixel, the same
   picture. Of the letters that nobody writes, which differ is told, with the reason. Needs Inter,
   JetBrains Mono and DejaVu. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "platform/font_ttf.h"
#include "platform/web/font_ft.h"

enum { CODES = 0x11000, TEXT_MOST = 1 << 24 };

static const int sizes[] = {8,  9,  10, 11, 12, 13, 14, 15, 16, 18,
                            20, 22, 24, 28, 32, 36, 48, 64, 90, 120};
enum { SIZES = sizeof sizes / sizeof *sizes };

typedef struct Both {
    FontTtf *ttf;
    FontFt *ft;
    Font window, page;
} Both;

static char folder[] = "/tmp/attnscope-fonts-XXXXXX";
static int found;

static int link_font(const char *path, const struct stat *s, int type, struct FTW *where) {
    (void)s, (void)where;
    for (int i = 0; type == FTW_F && i < FONT_FT_FILES; i++) {
        char to[256];
        if (strcmp(path_base(path), font_ft_name(i)) != 0) continue;
        snprintf(to, sizeof to, "%s/%s", folder, font_ft_name(i));
        if (symlink(path, to) == 0) found++;
    }
    return 0;
}

static int open_both(void **state) {
    static Both both;
    Error e;
    if (!mkdtemp(folder)) return -1;
    nftw("/usr/share/fonts", link_font, 16, FTW_PHYS);
    if (found == FONT_FT_FILES && (!font_ttf_open(&both.ttf, &both.window, &e) ||
                                   !font_ft_open(&both.ft, &both.page, folder, NULL, &e)))
        return -1;
    *state = &both;
    return 0;
}

static int close_both(void **state) {
    Both *both = *state;
    font_ft_close(both->ft);
    font_ttf_close(both->ttf);
    for (int i = 0; i < FONT_FT_FILES; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", folder, font_ft_name(i));
        unlink(path);
    }
    return rmdir(folder);
}

static Both *both_or_skip(void **state) {
    if (found != FONT_FT_FILES) {
        print_message("%d of the page's %d fonts are installed: nothing to compare\n", found,
                      FONT_FT_FILES);
        skip();
    }
    return *state;
}

/* ---- Comparing ---- */

/* What covers a pixel, places counted from the pen. */
static int covered(const Glyph *g, int phase, int x, int y) {
    x -= g->left, y -= g->top;
    if (!g->coverage || x < 0 || y < 0 || x >= g->width || y >= g->height) return 0;
    return g->coverage[(long)phase * g->shift + (long)y * g->pitch + x];
}

static bool same_picture(const Glyph *a, const Glyph *b) {
    int left = a->left < b->left ? a->left : b->left, top = a->top < b->top ? a->top : b->top;
    int right = a->left + a->width > b->left + b->width ? a->left + a->width : b->left + b->width;
    int bottom = a->top + a->height > b->top + b->height ? a->top + a->height : b->top + b->height;
    for (int phase = 0; phase < 4; phase++)
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                if (covered(a, phase, x, y) != covered(b, phase, x, y)) return false;
    return true;
}

static bool same_letter(const Both *b, Face face, int pixels, uint32_t code) {
    const Glyph *one = b->window.glyph(b->window.self, face, pixels, code);
    const Glyph *two = b->page.glyph(b->page.self, face, pixels, code);
    return one->advance == two->advance && !one->color && same_picture(one, two);
}

/* False where the system found a letter in a font that the page has not. */
static bool page_has_font(const Both *b, Face face, uint32_t code) {
    const FontSource *from = b->window.source(b->window.self, face, code);
    for (int i = 0; from && i < FONT_FT_FILES; i++)
        if (strcmp(path_base(from->path), font_ft_name(i)) == 0) return true;
    return !from;
}

/* ---- The letters ---- */

/* Marks what a text file's letters are. */
static void read_codes(const char *path, bool *codes) {
    Arena arena = {0};
    Bytes file;
    Error e;
    assert_true(file_read(path, TEXT_MOST, &arena, &file, &e));
    const char *at = (const char *)file.data, *end = at + file.size;
    while (at < end) {
        uint32_t code = utf8_next(&at, end);
        if (code >= 0x20 && code < CODES) codes[code] = true;
    }
    arena_free(&arena);
}

static bool codes_wanted[CODES];

static int read_texts(const char *path, const struct stat *s, int type, struct FTW *where) {
    (void)s, (void)where;
    size_t n = strlen(path);
    if (type == FTW_F && (strcmp(path + n - 3, ".md") == 0 || strcmp(path + n - 4, ".txt") == 0 ||
                          strcmp(path + n - 2, ".c") == 0))
        read_codes(path, codes_wanted);
    return 0;
}

static void every_letter_that_is_written_is_the_same(void **state) {
    const Both *b = both_or_skip(state);
    static const char *const folders[] = {"assets", "lessons", "src"};
    int letters = 0, fonts = 0, different = 0;
    for (int i = 0; i < 3; i++) nftw(folders[i], read_texts, 16, FTW_PHYS);
    codes_wanted[0x200A] = codes_wanted[0x2009] = true; /* written as escapes */
    for (uint32_t code = 0x20; code < CODES; code++) {
        if (!codes_wanted[code]) continue;
        letters++;
        fonts += !page_has_font(b, FACE_TEXT, code);
        for (Face face = 0; face < FACE_COUNT; face++)
            for (int i = 0; i < SIZES; i++)
                if (page_has_font(b, face, code) && !same_letter(b, face, sizes[i], code)) {
                    print_message("U+%04X in face %d at %d px differs\n", (unsigned)code, (int)face,
                                  sizes[i]);
                    different++;
                }
    }
    print_message("%d letters in %d faces at %d sizes; %d of them are of other fonts\n", letters,
                  (int)FACE_COUNT, (int)SIZES, fonts);
    assert_true(fonts < letters / 50);
    assert_true(letters > 150);
    assert_int_equal(different, 0);
}

static void measures_of_lines_are_the_same(void **state) {
    const Both *b = both_or_skip(state);
    for (Face face = 0; face < FACE_COUNT; face++) {
        assert_string_equal(b->window.family(b->window.self, face),
                            b->page.family(b->page.self, face));
        for (int pixels = 1; pixels <= 130; pixels++) {
            FontMetrics one = b->window.metrics(b->window.self, face, pixels);
            FontMetrics two = b->page.metrics(b->page.self, face, pixels);
            assert_memory_equal(&one, &two, sizeof one);
        }
    }
}

/* Blocks of which some letter is written: who writes another one finds it drawn alike, or knows why
 * not. */
static void other_letters_differ_only_by_their_font(void **state) {
    static const struct {
        uint32_t from, to;
    } blocks[] = {
        {0x20, 0x24F}, {0x2B0, 0x52F}, {0x1D2C, 0x1D6A}, {0x2000, 0x23FF}, {0x2500, 0x26FF}};
    const Both *b = both_or_skip(state);
    int fonts = 0, unexplained = 0;
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
        for (uint32_t code = blocks[k].from; code <= blocks[k].to; code++)
            for (Face face = 0; face < FACE_COUNT; face++) {
                if (!page_has_font(b, face, code)) {
                    fonts++;
                    continue;
                }
                /* HarfBuzz hides these: SDL_ttf has no picture of them. */
                bool hidden = code == 0xAD || code == 0x34F || (code >= 0x200B && code <= 0x200F) ||
                              (code >= 0x202A && code <= 0x202E) ||
                              (code >= 0x2060 && code <= 0x206F);
                if (same_letter(b, face, 15, code) || hidden) continue;
                print_message("U+%04X in face %d differs\n", (unsigned)code, (int)face);
                unexplained++;
            }
    print_message("%d letters come from another font there\n", fonts);
    assert_int_equal(unexplained, 0);
}

static void a_letter_that_no_font_has_is_a_box_and_noted(void **state) {
    const Both *b = both_or_skip(state);
    const uint32_t *missing;
    const Glyph *g = b->page.glyph(b->page.self, FACE_TEXT, 20, 0x10FF0);
    assert_non_null(g->coverage);
    assert_null(b->page.source(b->page.self, FACE_TEXT, 0x10FF0));
    assert_int_equal(font_ft_missing(b->ft, &missing), 1);
    assert_int_equal(missing[0], 0x10FF0);
}

/* Who draws each letter as a bar, half as wide as high, and what begins with 'A' red. */
static int bars_drawn;

static bool bars_measure(Face face, const FontRun *run, FontDrawn *out) {
    (void)face;
    float wide = 0.5f * (float)run->size;
    *out = (FontDrawn){wide, 0, -1, wide, 0, run->text[0] == 'A'};
    return run->text[0] != '?';
}

static bool bars_draw(Face face, const FontRun *run, const FontPicture *to) {
    (void)face;
    bars_drawn++;
    int wide = to->pixels * to->stretch * (int)run->size / 2;
    for (int y = 0; y < to->pixels; y++)
        for (int x = 0; x < wide; x++)
            to->rgba[(y - to->pixels - to->top) * to->width + x - to->left] =
                run->text[0] == 'A' ? 0xff0000ffu : 0xffffffffu;
    return true;
}

static void what_no_file_can_draw_a_painter_does(void **state) {
    static const FontPainter bars = {bars_measure, bars_draw};
    both_or_skip(state);
    FontFt *f;
    Font font;
    Error e;
    assert_true(font_ft_open(&f, &font, folder, &bars, &e));
    FontRun run = {"abc", 3, 0, true, true}, red = {"A", 1, 0, false, true},
            not = {"?", 1, 0, false, true};
    const Glyph *g = font.run(f, FACE_TEXT, 20, &run);
    assert_true(g->advance == 30 && g->top == -20 && g->height == 20 && !g->color && g->shift);
    int ink = 0;
    for (int i = 0; i < g->width * g->height; i++) ink += g->coverage[i] == 255;
    assert_int_equal(ink, 30 * 20); /* as wide as it is measured */
    assert_ptr_equal(font.run(f, FACE_TEXT, 20, &run), g);
    assert_int_equal(bars_drawn, 1);
    assert_true(font.shape(f, FACE_TEXT, &run)->advance == 1.5f);
    g = font.run(f, FACE_TEXT, 16, &red);
    assert_true(g->color && g->color[8 * g->pitch + 4] == 0xff0000ffu && !g->shift);
    assert_true(font.shape(f, FACE_TEXT, &red)->source->colored);
    assert_null(font.run(f, FACE_TEXT, 16, &not )->coverage);
    g = font.glyph(f, FACE_TEXT, 16, 0x10FF0); /* four bytes */
    assert_true(g->coverage && g->advance == 32);
    assert_non_null(font.source(f, FACE_TEXT, 0x10FF0));
    const uint32_t *missing;
    assert_int_equal(font_ft_missing(f, &missing), 0);
    font_ft_forget(f);
    bars_drawn = 0;
    g = font.run(f, FACE_TEXT, 20, &run);
    assert_true(g->advance == 30 && bars_drawn == 1);
    font_ft_forget(f);
    assert_ptr_equal(font.run(f, FACE_TEXT, 20, &run), g); /* in the same place: nothing is kept */
    font_ft_close(f);
}

static void a_folder_without_fonts_is_refused(void **state) {
    (void)state;
    FontFt *f;
    Font font;
    Error e;
    assert_false(font_ft_open(&f, &font, "/nowhere", NULL, &e));
    assert_non_null(strstr(e.text, "/nowhere"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_letter_that_no_font_has_is_a_box_and_noted),
        cmocka_unit_test(measures_of_lines_are_the_same),
        cmocka_unit_test(every_letter_that_is_written_is_the_same),
        cmocka_unit_test(other_letters_differ_only_by_their_font),
        cmocka_unit_test(what_no_file_can_draw_a_painter_does),
        cmocka_unit_test(a_folder_without_fonts_is_refused),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
