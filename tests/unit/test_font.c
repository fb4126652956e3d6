/* The fonts of the system: they open, have the letters that the program writes, and their pictures
   sit where the measures say. Needs some font; which one is not asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/font_runs.h"
#include "base/utf8.h"
#include "base/file_map.h"
#include "platform/font_advice.h"
#include "platform/font_ttf.h"

typedef struct Opened {
    FontTtf *ttf;
    Font font;
} Opened;

static int open_font(void **state) {
    static Opened opened;
    Error e;
    if (!font_ttf_open(&opened.ttf, &opened.font, &e)) return -1;
    *state = &opened;
    return 0;
}

static int close_font(void **state) {
    font_ttf_close(((Opened *)*state)->ttf);
    return 0;
}

static const Glyph *letter(void **state, Face face, int pixels, uint32_t code) {
    const Font *font = &((Opened *)*state)->font;
    return font->glyph(font->self, face, pixels, code);
}

static void widths_and_measures_are_sane(void **state) {
    const Font *font = &((Opened *)*state)->font;
    for (Face face = 0; face < FACE_COUNT; face++) {
        for (int pixels = 9; pixels <= 60; pixels += 17) {
            FontMetrics m = font->metrics(font->self, face, pixels);
            assert_true(m.x_height > 0.3f * (float)pixels && m.x_height < m.cap_height);
            assert_true(m.cap_height < m.ascent && m.ascent < 1.6f * (float)pixels);
            assert_true(m.descent > 0 && m.descent < 0.8f * (float)pixels);
            float width = font_width(font, face, pixels, "voiture");
            assert_true(width > 2.5f * (float)pixels && width < 6 * (float)pixels);
        }
    }
    assert_true(fabsf(font_width(font, FACE_MONO, 13, "iiii") -
                      font_width(font, FACE_MONO, 13, "-0.8")) < 0.01f);
    assert_true(fabsf(font_width(font, FACE_TEXT, 30, "red") -
                      2 * font_width(font, FACE_TEXT, 15, "red")) < 0.01f);
}

/* Inked rows and columns of a picture, from the pen on the baseline. */
static void ink_box(const Glyph *g, int phase, int *top, int *bottom, double *mass,
                    double *middle) {
    *top = 10000, *bottom = -10000, *mass = *middle = 0;
    for (int y = 0; y < g->height; y++) {
        for (int x = 0; x < g->width; x++) {
            double cover = g->coverage[phase * g->shift + y * g->pitch + x] / 255.0;
            if (cover > 0.3) {
                *top = *top < g->top + y ? *top : g->top + y;
                *bottom = g->top + y + 1;
            }
            *mass += cover;
            *middle += cover * (g->left + x + 0.5);
        }
    }
    *middle /= *mass;
}

static void letters_stand_on_the_baseline(void **state) {
    const Font *font = &((Opened *)*state)->font;
    int top, bottom;
    double mass, middle;
    for (Face face = 0; face < FACE_COUNT; face++) {
        for (int pixels = 11; pixels <= 61; pixels += 10) {
            const Glyph *g = letter(state, face, pixels, 'H');
            ink_box(g, 0, &top, &bottom, &mass, &middle);
            assert_in_range(bottom + 1, 0, 2);
            assert_true(fabs(-top - font->metrics(font->self, face, pixels).cap_height) <= 1.01);
            assert_true(fabs(middle - g->advance / 2) < 0.08 * pixels + 0.3);
        }
    }
}

static void phases_move_by_a_quarter(void **state) {
    int top, bottom;
    double mass, middle, first_mass, first;
    const Glyph *g = letter(state, FACE_TEXT, 13, 'g');
    assert_true(g->shift > 0);
    ink_box(g, 0, &top, &bottom, &first_mass, &first);
    for (int phase = 1; phase < 4; phase++) {
        ink_box(g, phase, &top, &bottom, &mass, &middle);
        assert_true(fabs(mass - first_mass) < 0.02 * first_mass);
        assert_true(fabs(middle - first - phase * 0.25) < 0.03);
    }
}

static void needed_letters_are_there(void **state) {
    static const char text[] = "яёЖщЪ éàçœêîÉ √ Σ − ∞ ⟨ ⟩ × · → µ σ γ β ᵀ ∂ ← ± ≤ … “ ” — ’";
    const Glyph *box = letter(state, FACE_TEXT, 20, 0x10ffff);
    assert_non_null(box->coverage);
    for (Face face = 0; face < FACE_COUNT; face++) {
        for (const char *p = text, *end = text + strlen(text); p < end;) {
            uint32_t code = utf8_next(&p, end);
            const Glyph *g = letter(state, face, 20, code);
            assert_true(g->advance > 0);
            if (code == ' ') {
                assert_null(g->coverage);
                continue;
            }
            assert_non_null(g->coverage);
            bool same = g->width == box->width && g->height == box->height;
            assert_false(same &&
                         memcmp(g->coverage, box->coverage, (size_t)(g->width * g->height)) == 0);
        }
    }
}

static void pictures_stay_in_place(void **state) {
    const Glyph *g = letter(state, FACE_TEXT, 17, 'Q');
    const uint8_t *cover = g->coverage;
    int sum = 0, again = 0;
    for (int i = 0; i < g->pitch * g->height; i++) sum += cover[i];
    for (int pixels = 9; pixels < 30; pixels++) {
        for (uint32_t code = 33; code < 127; code++) letter(state, FACE_BOLD, pixels, code);
    }
    assert_ptr_equal(letter(state, FACE_TEXT, 17, 'Q'), g);
    assert_ptr_equal(g->coverage, cover);
    for (int i = 0; i < g->pitch * g->height; i++) again += cover[i];
    assert_int_equal(sum, again);
}

/* How far the ink of the upper half stands right of that of the lower half, in pixels. */
static double lean(const Glyph *g) {
    double sum[2] = {0}, mass[2] = {0};
    for (int y = 0; y < g->height; y++)
        for (int x = 0; x < g->width; x++) {
            int half = y >= g->height / 2, ink = g->coverage[y * g->pitch + x];
            sum[half] += (double)ink * x;
            mass[half] += ink;
        }
    return sum[0] / mass[0] - sum[1] / mass[1];
}

static void italics_lean(void **state) {
    assert_true(fabs(lean(letter(state, FACE_TEXT, 40, 'I'))) < 0.5);
    assert_true(lean(letter(state, FACE_ITALIC, 40, 'I')) > 1);
}

static void odd_sizes_are_harmless(void **state) {
    static const int sizes[] = {-5, 0, 1, 2, 3, 600, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_true(letter(state, FACE_MONO, sizes[i], 'W')->advance > 0);
        assert_true(letter(state, FACE_MONO, sizes[i], 0x10ffff)->advance > 0);
        letter(state, FACE_TEXT, sizes[i], 0);
        letter(state, FACE_TEXT, sizes[i], 0xd800);
        letter(state, FACE_TEXT, sizes[i], 0x301);
    }
}

/* An empty file cannot be mapped, and is read. */
static void files_are_mapped(void **state) {
    static const char text[] = "not a font";
    char folder[] = "/tmp/attnscope-map-XXXXXX";
    Arena arena = {0};
    Error e;
    FileMap map;
    (void)state;
    assert_non_null(mkdtemp(folder));
    char *path = path_join(&arena, folder, "file");
    assert_false(file_map(path, 100, &arena, &map, &e));
    assert_non_null(strstr(e.text, "there is no file"));
    assert_true(file_write(path, text, sizeof text, &e));
    assert_true(file_map(path, 100, &arena, &map, &e));
    assert_int_equal(map.size, sizeof text);
    assert_memory_equal(map.data, text, sizeof text);
    file_unmap(&map);
    assert_null(map.data);
    assert_false(file_map(path, 5, &arena, &map, &e));
    assert_non_null(strstr(e.text, "too large"));
    assert_false(file_map(folder, 100, &arena, &map, &e));
    assert_non_null(strstr(e.text, "folder"));
    assert_true(file_write(path, "", 0, &e));
    assert_true(file_map(path, 100, &arena, &map, &e));
    assert_int_equal(map.size, 0);
    file_unmap(&map);
    unlink(path);
    rmdir(folder);
    arena_free(&arena);
}

/* The letters' numbers that `hb-shape --no-glyph-names` gives, from the left; of DejaVu 2.37 and
 * Lohit 2.95. */
static void runs_are_shaped_as_hb_shape_does(void **state) {
    static const struct {
        const char *text, *file;
        uint32_t glyph[14];
    } runs[] = {
        {"القط", "DejaVuSans.ttf", {5308, 5330, 5337, 1365}},
        {"جلس", "DejaVuSans.ttf", {5292, 5338, 5273}},
        {"على", "DejaVuSans.ttf", {5354, 5338, 5317}},
        {"السجادة", "DejaVuSans.ttf", {1367, 1373, 5256, 5274, 5294, 5337, 1365}},
        {"مرحبا بالعالم",
         "DejaVuSans.ttf",
         {5340, 5337, 5256, 5318, 5337, 5256, 5259, 3, 5256, 5260, 5277, 5288, 5341}},
        {"القِطّ", "DejaVuSans.ttf", {1402, 5308, 1401, 5330, 5337, 1365}},
        {"החתול", "DejaVuSans.ttf", {1331, 1324, 1345, 1326, 1323}},
        {"ישב", "DejaVuSans.ttf", {1320, 1344, 1328}},
        {"שָׁלוֹם", "DejaVuSans.ttf", {1332, 1306, 1324, 1331, 1305, 1314, 1344}},
        {"नमस्ते", "Lohit-Devanagari.ttf", {345, 351, 557, 341, 376}},
        {"दुनिया", "Lohit-Devanagari.ttf", {343, 370, 368, 345, 352, 367}},
        {"क्षत्रिय", "Lohit-Devanagari.ttf", {520, 368, 593, 352}},
        {"हिन्दी", "Lohit-Devanagari.ttf", {368, 362, 541, 343, 369}},
    };
    const Font *font = &((Opened *)*state)->font;
    int compared = 0;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        Arena arena = {0};
        FontRun *run;
        int count = font_runs(font, FACE_TEXT, runs[i].text, &arena, &run);
        assert_int_equal(count, 1);
        assert_true(run->joined);
        assert_int_equal(run->leftwards, i < 9);
        assert_int_equal(font_runs_leftwards(runs[i].text), i < 9);
        const ShapedRun *shaped = font->shape(font->self, FACE_TEXT, run);
        assert_non_null(shaped);
        if (strcmp(path_base(shaped->source->path), runs[i].file) == 0) {
            for (int k = 0; k < shaped->count; k++)
                assert_int_equal(shaped->glyph[k].id, runs[i].glyph[k]);
            assert_int_equal(runs[i].glyph[shaped->count], 0);
            compared++;
        }
        /* The window's picture is of the same run: as wide, with ink where the letters are. */
        const Glyph *g = font->run(font->self, FACE_TEXT, 40, run);
        assert_non_null(g->coverage);
        assert_true(fabsf(g->advance - 40 * shaped->advance) < 0.01f);
        assert_true(fabsf(font_width(font, FACE_TEXT, 40, runs[i].text) - g->advance) < 0.01f);
        assert_true(g->left > -20 && g->left + g->width < (int)g->advance + 20);
        arena_free(&arena);
    }
    print_message("# %d of %zu runs compared\n", compared, sizeof runs / sizeof *runs);
}

/* In which order runs stand, from the left, and that their text is all of the text. */
static void runs_stand_in_their_order(void **state) {
    static const struct {
        const char *text, *runs[6];
    } cases[] = {
        {"abc \xD7\xA9\xD7\x9C def", {"abc ", "\xD7\xA9\xD7\x9C", " def"}},
        {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D abc \xD7\xA9\xD7\x9C",
         {"\xD7\xA9\xD7\x9C", "abc", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D "}},
    };
    const Font *font = &((Opened *)*state)->font;
    assert_int_equal(font_runs(font, FACE_TEXT, "plain, пример → ⟨eos⟩ é", NULL, NULL), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        FontRun *run;
        int count = font_runs(font, FACE_TEXT, cases[i].text, &arena, &run), at = 0;
        size_t size = 0;
        for (int k = 0; k < count; k++) {
            size += run[k].size;
            if (cases[i].runs[at] && strstr(run[k].text, cases[i].runs[at]) == run[k].text) at++;
        }
        assert_null(cases[i].runs[at]);
        assert_int_equal(size, strlen(cases[i].text));
        arena_free(&arena);
    }
    /* A bracket between letters that go leftwards is mirrored: it is shaped with them, not alone.
     */
    Arena arena = {0};
    FontRun *run;
    int count = font_runs(font, FACE_TEXT, "⟨\xd7\x90⟩", &arena, &run), leftwards = 0;
    for (int k = 0; k < count; k++) leftwards += run[k].leftwards && run[k].joined;
    assert_int_equal(leftwards, count);
    assert_true(count > 0);
    arena_free(&arena);
}

static void texts_are_cut_between_letters(void **state) {
    const Font *font = &((Opened *)*state)->font;
    static const char text[] = "e\xcc\x81"
                               "e\xcc\x81"
                               "e\xcc\x81";
    float one = font_width(font, FACE_TEXT, 20, "e\xcc\x81");
    for (int n = 0; n <= 3; n++)
        assert_int_equal(font_fitting(font, FACE_TEXT, 20, text, one * ((float)n + 0.5f)),
                         3 * (n > 3 ? 3 : n));
    assert_int_equal(font_fitting(font, FACE_TEXT, 20, "abc", 1e6f), 3);
    assert_int_equal(font_fitting(font, FACE_TEXT, 20, "abc", 0), 0);
}

/* A letter of nobody's: it is told, and what to install. */
static void missing_letters_are_told(void **state) {
    Opened *o = *state;
    static const uint32_t letters[] = {0x732B, 0x1F469, 0x1F469};
    const uint32_t *missing;
    Buffer b = {0};
    int before = font_ttf_missing(o->ttf, &missing);
    letter(state, FACE_TEXT, 20, 0x10ffff);
    letter(state, FACE_BOLD, 20, 0x10ffff);
    assert_int_equal(font_ttf_missing(o->ttf, &missing) - before, before ? 0 : 1);
    font_advice(letters, 2, &b);
    assert_string_equal(b.data,
                        "no font here has 猫 👩: install fonts-noto-cjk and fonts-noto-color-emoji");
    buffer_free(&b);
    font_advice(letters, 0, &b);
    assert_int_equal(b.size, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_shaped_as_hb_shape_does),
        cmocka_unit_test(runs_stand_in_their_order),
        cmocka_unit_test(texts_are_cut_between_letters),
        cmocka_unit_test(missing_letters_are_told),
        cmocka_unit_test(widths_and_measures_are_sane),
        cmocka_unit_test(letters_stand_on_the_baseline),
        cmocka_unit_test(phases_move_by_a_quarter),
        cmocka_unit_test(needed_letters_are_there),
        cmocka_unit_test(pictures_stay_in_place),
        cmocka_unit_test(odd_sizes_are_harmless),
        cmocka_unit_test(italics_lean),
        cmocka_unit_test(files_are_mapped),
    };
    return cmocka_run_group_tests(tests, open_font, close_font);
}
