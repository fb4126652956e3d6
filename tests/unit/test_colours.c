/* Every scale of every theme and palette keeps its order where colour is lost: in greyscale, and as
   people with protanopia, deuteranopia and tritanopia see it. Deficient sight is simulated by the
   matrices of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model
   for Simulation of Color Vision Deficiency" (2009), at severity 1.0, on linear RGB. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scene/pen/theme.h"

/* So many equal parts of a scale are looked at; each must be lighter (or darker) than the one
 * before by this much L*. */
enum { PARTS = 16 };
static const double least_step = 1.0;
/* ΔE*ab between the two halves from half height on; about 2 is just seen. */
static const double least_halves = 20;

enum { NORMAL, PROTANOPIA, DEUTERANOPIA, TRITANOPIA, SIGHTS };
static const char *const sight_names[SIGHTS] = {"normal sight", "protanopia", "deuteranopia",
                                                "tritanopia"};
static const char *const theme_names[] = {"night", "paper"};
static const char *const palette_names[] = {"default", "viridis", "cividis", "grey",    "red-blue",
                                            "blues",   "greens",  "reds",    "oranges", "purples",
                                            "magma",   "inferno", "rdbu"};
static const double sights[SIGHTS][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

typedef struct Lab {
    double l, a, b;
} Lab;

static double linear(Color c, int shift) {
    double x = (double)(c >> shift & 0xFF) / 255;
    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double root(double x) {
    return x > 216.0 / 24389 ? cbrt(x) : (24389.0 / 27 * x + 16) / 116;
}

/* CIE L*a*b* of a colour as it is seen; the white is that of sRGB, D65. */
static Lab seen(Color c, int sight) {
    double rgb[3] = {linear(c, 24), linear(c, 16), linear(c, 8)}, s[3];
    for (int i = 0; i < 3; i++) {
        const double *m = sights[sight][i];
        s[i] = fmin(1, fmax(0, m[0] * rgb[0] + m[1] * rgb[1] + m[2] * rgb[2]));
    }
    double x = root((0.4124564 * s[0] + 0.3575761 * s[1] + 0.1804375 * s[2]) / 0.95047);
    double y = root(0.2126729 * s[0] + 0.7151522 * s[1] + 0.0721750 * s[2]);
    double z = root((0.0193339 * s[0] + 0.1191920 * s[1] + 0.9503041 * s[2]) / 1.08883);
    return (Lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static double distance(Lab a, Lab b) {
    return sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b));
}

/* A whole diverging scale, from −1 to 1, or a half of it, or the sequential one. */
typedef struct Scale {
    Color color[2 * THEME_STEPS + 1];
    int count;
    const char *name;
} Scale;

static Scale half(const Color *from, const char *name) {
    Scale s = {.count = THEME_STEPS + 1, .name = name};
    for (int i = 0; i < s.count; i++) s.color[i] = from[i];
    return s;
}

static Scale whole(const Theme *t) {
    Scale s = {.count = 2 * THEME_STEPS + 1, .name = "diverging, whole"};
    for (int i = 0; i <= THEME_STEPS; i++) {
        s.color[THEME_STEPS - i] = t->low[i];
        s.color[THEME_STEPS + i] = t->high[i];
    }
    return s;
}

/* Lightness only rises or only falls, by at least so much from part to part. */
static int disorder(const Scale *s, int sight, const char *theme, const char *palette) {
    double first = seen(s->color[0], sight).l, last = seen(s->color[s->count - 1], sight).l;
    double way = last > first ? 1 : -1, before = first, least = 100;
    for (int i = 1; i <= PARTS; i++) {
        double l = seen(s->color[i * (s->count - 1) / PARTS], sight).l;
        least = fmin(least, way * (l - before));
        before = l;
    }
    if (least >= least_step) return 0;
    print_message("# %s, %s, %s, %s: a sixteenth of the scale makes only %.2f L*\n", theme, palette,
                  s->name, sight_names[sight], least);
    return 1;
}

/* The same without simulated sight, by WCAG's relative luminance and colour by colour. */
static int luminance_disorder(const Scale *s, const char *theme, const char *palette) {
    double way = theme_luminance(s->color[s->count - 1]) > theme_luminance(s->color[0]) ? 1 : -1;
    for (int i = 1; i < s->count; i++) {
        double step = way * (theme_luminance(s->color[i]) - theme_luminance(s->color[i - 1]));
        if (step < -0.002) { /* less than one of 255 greys: rounding */
            print_message("# %s, %s, %s: luminance turns back at %d\n", theme, palette, s->name, i);
            return 1;
        }
    }
    return 0;
}

static int scale_disorder(const Scale *s, int theme, int palette) {
    int wrong = luminance_disorder(s, theme_names[theme], palette_names[palette]);
    for (int sight = 0; sight < SIGHTS; sight++)
        wrong += disorder(s, sight, theme_names[theme], palette_names[palette]);
    return wrong;
}

/* Maps that know no middle go from −top to top in one sweep: no hue is needed to read the sign. */
static bool sweeps(int palette) {
    return palette == PALETTE_VIRIDIS || palette == PALETTE_CIVIDIS ||
           (palette >= PALETTE_BLUES && palette <= PALETTE_INFERNO);
}

static void scales_keep_their_order(void **state) {
    (void)state;
    int wrong = 0;
    for (int theme = THEME_NIGHT; theme <= THEME_PAPER; theme++)
        for (int palette = 0; palette < PALETTE_COUNT; palette++) {
            Theme t;
            theme_make((ThemeName)theme, (PaletteName)palette, &t);
            Scale share = half(t.share, "sequential"), low = half(t.low, "below zero"),
                  high = half(t.high, "above zero");
            wrong += scale_disorder(&share, theme, palette);
            if (sweeps(palette)) continue; /* their halves are no scales of their own */
            wrong += scale_disorder(&low, theme, palette) + scale_disorder(&high, theme, palette);
        }
    assert_int_equal(wrong, 0);
}

static void sweeping_palettes_keep_their_order_over_zero(void **state) {
    (void)state;
    int wrong = 0;
    for (int theme = THEME_NIGHT; theme <= THEME_PAPER; theme++)
        for (int palette = 0; palette < PALETTE_COUNT; palette++) {
            Theme t;
            if (!sweeps(palette)) continue;
            theme_make((ThemeName)theme, (PaletteName)palette, &t);
            Scale s = whole(&t);
            wrong += scale_disorder(&s, theme, palette);
        }
    assert_int_equal(wrong, 0);
}

static void halves_are_told_apart_by_every_sight(void **state) {
    (void)state;
    static const PaletteName diverging[] = {PALETTE_DEFAULT, PALETTE_RED_BLUE, PALETTE_RDBU};
    int wrong = 0;
    for (int theme = THEME_NIGHT; theme <= THEME_PAPER; theme++)
        for (int k = 0; k < 3; k++) {
            Theme t;
            theme_make((ThemeName)theme, diverging[k], &t);
            for (int sight = 0; sight < SIGHTS; sight++)
                for (int i = THEME_STEPS / 2; i <= THEME_STEPS; i += THEME_STEPS / 8) {
                    double far = distance(seen(t.low[i], sight), seen(t.high[i], sight));
                    if (far >= least_halves) continue;
                    print_message("# %s, %s, %s: ± %d/255 differ by only %.1f ΔE\n",
                                  theme_names[theme], palette_names[diverging[k]],
                                  sight_names[sight], i, far);
                    wrong++;
                }
        }
    assert_int_equal(wrong, 0);
}

/* Grey has no second hue: the sign is a mark. The others need none. */
static void only_alike_halves_are_marked(void **state) {
    (void)state;
    for (int theme = THEME_NIGHT; theme <= THEME_PAPER; theme++)
        for (int palette = 0; palette < PALETTE_COUNT; palette++) {
            Theme t;
            theme_make((ThemeName)theme, (PaletteName)palette, &t);
            bool alike = true;
            for (int i = 0; i <= THEME_STEPS; i++) alike = alike && t.low[i] == t.high[i];
            assert_int_equal(t.marks_negative, alike);
            assert_int_equal(alike, palette == PALETTE_GREY);
        }
}

/* Known values, so that the measures above measure: sRGB's red, and what protanopia makes of it. */
static void measures_are_right(void **state) {
    (void)state;
    Lab white = seen(0xFFFFFFFF, NORMAL), red = seen(0xFF0000FF, NORMAL);
    assert_true(fabs(white.l - 100) < 0.01 && fabs(white.a) < 0.02 && fabs(white.b) < 0.02);
    assert_true(fabs(red.l - 53.24) < 0.02 && fabs(red.a - 80.09) < 0.05 &&
                fabs(red.b - 67.20) < 0.05);
    for (int sight = 0; sight < SIGHTS; sight++) /* greys stay grey */
        assert_true(distance(seen(0x808080FF, sight), seen(0x808080FF, NORMAL)) < 0.1);
    const Color brown = 0xC00000FF, green = 0x3C5000FF;
    assert_true(seen(0xFF0000FF, PROTANOPIA).l < 50);
    assert_true(2 * distance(seen(brown, PROTANOPIA), seen(green, PROTANOPIA)) <
                distance(seen(brown, NORMAL), seen(green, NORMAL)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_right),
        cmocka_unit_test(scales_keep_their_order),
        cmocka_unit_test(sweeping_palettes_keep_their_order_over_zero),
        cmocka_unit_test(halves_are_told_apart_by_every_sight),
        cmocka_unit_test(only_alike_halves_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
