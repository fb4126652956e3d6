/* The colours. Paper's orange, yellow and amber are darker than Okabe and Ito's, so that text in
 * them has contrast. */
#include "scene/pen/theme.h"

#include <math.h>
#include <string.h>

#define RGB(hex) (((Color)0x##hex << 8) | 0xFF)

enum { STOPS = 5 };

typedef struct Palette {
    Color ground, panel, line, hatch;
    Color role[ROLE_COUNT], head[THEME_HEADS];
    Color low[STOPS], high[STOPS], share[STOPS];
} Palette;

static const Palette palettes[] = {
    [THEME_NIGHT] =
        {
            RGB(0D1014),
            RGB(14181E),
            RGB(29313B),
            RGB(4A5563),
            {RGB(E8ECF1), RGB(8D98A6), RGB(5AB4F0), RGB(F0A53C), RGB(3CC79A), RGB(E27FB4),
             RGB(B59CF5), RGB(E8D25A), RGB(FFD166)},
            {RGB(FF8A80), RGB(C0E05C), RGB(7DE3EC), RGB(D88CF5), RGB(D9C2A0), RGB(A9B8C9),
             RGB(FFB3D1), RGB(9BF0B0)},
            {RGB(15191F), RGB(163248), RGB(20588A), RGB(3A87C8), RGB(7CC6FF)},
            {RGB(15191F), RGB(44221F), RGB(7E3A24), RGB(C9663F), RGB(FFB08F)},
            {RGB(15171F), RGB(3A1D66), RGB(8C2F86), RGB(EC6A8C), RGB(FFE9B8)},
        },
    [THEME_PAPER] =
        {
            RGB(FCFCFA),
            RGB(F4F4F0),
            RGB(DDDDD6),
            RGB(B4B4AA),
            {RGB(15181C), RGB(646B75), RGB(0069A6), RGB(9A5A00), RGB(00704F), RGB(B0437F),
             RGB(6A4CC2), RGB(756400), RGB(B54E00)},
            {RGB(B3261E), RGB(56680A), RGB(00666E), RGB(8E24AA), RGB(6D4C41), RGB(4A5F6D),
             RGB(AD1457), RGB(37474F)},
            {RGB(FAFAF8), RGB(C2DBEC), RGB(82B7DB), RGB(3C83BC), RGB(0C4580)},
            {RGB(FAFAF8), RGB(F7D5C4), RGB(E79F80), RGB(BF5A35), RGB(7E230A)},
            {RGB(FAFAF8), RGB(D9CAE9), RGB(A57FC7), RGB(6A3A9C), RGB(2B0750)},
        },
};

static Color theme_between(Color a, Color b, float t) {
    Color out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        float x = (float)(a >> shift & 0xFF), y = (float)(b >> shift & 0xFF);
        out |= (Color)(x + (y - x) * t + 0.5f) << shift;
    }
    return out;
}

static void spread(const Color stops[STOPS], Color out[THEME_STEPS + 1]) {
    for (int i = 0; i <= THEME_STEPS; i++) {
        float at = (float)(i * (STOPS - 1)) / THEME_STEPS;
        int stop = at < STOPS - 2 ? (int)at : STOPS - 2;
        out[i] = theme_between(stops[stop], stops[stop + 1], at - (float)stop);
    }
}

/* Equally far samples of Matplotlib's colour maps of these names, viridis by S. van der Walt and N.
   Smith, cividis by J. Nuñez, C. Anderton and R. Renslow, and of ColorBrewer's RdBu by C. Brewer.
 */
enum { SAMPLES = 17 };
static const Color viridis[SAMPLES] = {
    RGB(440154), RGB(48186A), RGB(472D7B), RGB(424086), RGB(3B528B), RGB(33638D),
    RGB(2C728E), RGB(26828E), RGB(21918C), RGB(1FA088), RGB(28AE80), RGB(3FBC73),
    RGB(5EC962), RGB(84D44B), RGB(ADDC30), RGB(D8E219), RGB(FDE725)};
static const Color cividis[SAMPLES] = {
    RGB(00224E), RGB(002E6A), RGB(1A386F), RGB(32436D), RGB(434E6C), RGB(535A6D),
    RGB(61656F), RGB(6F7073), RGB(7D7C78), RGB(8C8878), RGB(9B9476), RGB(ABA072),
    RGB(BCAE6C), RGB(CDBB63), RGB(DEC958), RGB(F0D846), RGB(FEE838)};
static const Color blue_red[SAMPLES] = {
    RGB(053061), RGB(175290), RGB(2A71B2), RGB(3F8EC0), RGB(6BACD1), RGB(9BC9E0),
    RGB(C2DDEC), RGB(E0ECF3), RGB(F7F6F6), RGB(FBE5D8), RGB(FBCCB4), RGB(F5AA89),
    RGB(E48066), RGB(D05548), RGB(BA2832), RGB(930E26), RGB(67001F)};
static const Color magma[SAMPLES] = {
    RGB(000004), RGB(0A0822), RGB(1D1147), RGB(36106B), RGB(51127C), RGB(6A1C81),
    RGB(832681), RGB(9C2E7F), RGB(B73779), RGB(D0416F), RGB(E75263), RGB(F56B5C),
    RGB(FC8961), RGB(FEA772), RGB(FEC488), RGB(FDE2A3), RGB(FCFDBF)};
static const Color inferno[SAMPLES] = {
    RGB(000004), RGB(0B0724), RGB(210C4A), RGB(3D0965), RGB(57106E), RGB(71196E),
    RGB(8A226A), RGB(A32C61), RGB(BC3754), RGB(D24644), RGB(E45A31), RGB(F1731D),
    RGB(F98E09), RGB(FCAC11), RGB(F9CB35), RGB(F2EA69), RGB(FCFFA4)};

/* ColorBrewer's sequential scales by C. Brewer, nine colours each, and what lies between them. */
enum { BREWER = 9 };
static const Color brewer[][BREWER] = {
    {RGB(F7FBFF), RGB(DEEBF7), RGB(C6DBEF), RGB(9ECAE1), RGB(6BAED6), RGB(4292C6), RGB(2171B5),
     RGB(08519C), RGB(08306B)},
    {RGB(F7FCF5), RGB(E5F5E0), RGB(C7E9C0), RGB(A1D99B), RGB(74C476), RGB(41AB5D), RGB(238B45),
     RGB(006D2C), RGB(00441B)},
    {RGB(FFF5F0), RGB(FEE0D2), RGB(FCBBA1), RGB(FC9272), RGB(FB6A4A), RGB(EF3B2C), RGB(CB181D),
     RGB(A50F15), RGB(67000D)},
    {RGB(FFF5EB), RGB(FEE6CE), RGB(FDD0A2), RGB(FDAE6B), RGB(FD8D3C), RGB(F16913), RGB(D94801),
     RGB(A63603), RGB(7F2704)},
    {RGB(FCFBFD), RGB(EFEDF5), RGB(DADAEB), RGB(BCBDDC), RGB(9E9AC8), RGB(807DBA), RGB(6A51A3),
     RGB(54278F), RGB(3F007D)}};
static const Color greys[][2] = {
    [THEME_NIGHT] = {RGB(15191F), RGB(F4F4F4)}, [THEME_PAPER] = {RGB(FAFAFA), RGB(141414)}};

/* A scale along equally far samples, from one place on it to another, 0 … 1. */
static void spread_along(const Color samples[SAMPLES], float from, float to,
                         Color out[THEME_STEPS + 1]) {
    for (int i = 0; i <= THEME_STEPS; i++) {
        float at = (from + (to - from) * (float)i / THEME_STEPS) * (SAMPLES - 1);
        int sample = at < SAMPLES - 2 ? (int)at : SAMPLES - 2;
        out[i] = theme_between(samples[sample], samples[sample + 1], at - (float)sample);
    }
}

/* What is below zero lies in the map's first half. */
static void spread_halves(const Color samples[SAMPLES], float first, Theme *out) {
    spread_along(samples, 0.5f, 0, out->low);
    spread_along(samples, 0.5f, 1, out->high);
    spread_along(samples, first, 1, out->share);
}

/* Nine colours as equally far samples. */
static void spread_brewer(const Color nine[BREWER], Theme *out) {
    Color samples[SAMPLES];
    for (int i = 0; i < SAMPLES; i++)
        samples[i] = i % 2 ? theme_between(nine[i / 2], nine[i / 2 + 1], 0.5f) : nine[i / 2];
    spread_halves(samples, 0, out);
}

static void spread_grey(const Color ends[2], Theme *out) {
    for (int i = 0; i <= THEME_STEPS; i++)
        out->low[i] = out->high[i] = out->share[i] =
            theme_between(ends[0], ends[1], (float)i / THEME_STEPS);
    out->marks_negative = true;
}

void theme_make(ThemeName name, PaletteName palette, Theme *out) {
    const Palette *p = &palettes[name];
    out->marks_negative = false;
    out->ground = p->ground;
    out->panel = p->panel;
    out->line = p->line;
    out->hatch = p->hatch;
    for (int i = 0; i < ROLE_COUNT; i++) out->role[i] = p->role[i];
    for (int i = 0; i < THEME_HEADS; i++) out->head[i] = p->head[i];
    spread(p->low, out->low);
    spread(p->high, out->high);
    spread(p->share, out->share);
    switch (palette) {
    case PALETTE_VIRIDIS: spread_halves(viridis, 0, out); break;
    case PALETTE_CIVIDIS: spread_halves(cividis, 0, out); break;
    case PALETTE_RED_BLUE: spread_halves(blue_red, 0.5f, out); break;
    case PALETTE_BLUES:
    case PALETTE_GREENS:
    case PALETTE_REDS:
    case PALETTE_ORANGES:
    case PALETTE_PURPLES: spread_brewer(brewer[palette - PALETTE_BLUES], out); break;
    case PALETTE_MAGMA: spread_halves(magma, 0, out); break;
    case PALETTE_INFERNO: spread_halves(inferno, 0, out); break;
    case PALETTE_RDBU:
        spread_along(blue_red, 0.5f, 1, out->low);
        spread_along(blue_red, 0.5f, 0, out->high);
        spread_along(blue_red, 0.5f, 0, out->share);
        break;
    case PALETTE_GREY: spread_grey(greys[name], out); break;
    default: break;
    }
}

/* Which of a scale's colours, of `steps` for one; a NaN or a scale of nothing gives the first. */
static int step_of(float x, float steps) {
    float at = x * steps + 0.5f;
    at = at < THEME_STEPS ? at : THEME_STEPS;
    return at > 0 ? (int)at : 0;
}

static float steps_for(float top) {
    return THEME_STEPS / top;
}

Color theme_signed(const Theme *t, float x, float top) {
    /* The table is chosen, not jumped to: of a million cells half are negative, and nobody can
     * guess which. */
    const Color *const table[2] = {t->high, t->low};
    return table[x < 0][step_of(fabsf(x), steps_for(top))];
}

Color theme_share(const Theme *t, float x, float top) {
    return t->share[step_of(x, steps_for(top))];
}

/* First where each number lies on both scales, one behind the other, which compilers work out for
   several at once, then the colours. */
void theme_signed_row(const Theme *t, const float *x, int count, float top, Color *out) {
    enum { RUN = 128, SCALE = THEME_STEPS + 1 };
    float steps = steps_for(top);
    Color both[2 * SCALE];
    int at[RUN];
    memcpy(both, t->high, sizeof t->high);
    memcpy(both + SCALE, t->low, sizeof t->low);
    for (int n; count > 0; count -= n, x += n, out += n) {
        n = count < RUN ? count : RUN;
        for (int i = 0; i < n; i++) at[i] = step_of(fabsf(x[i]), steps) + (x[i] < 0) * SCALE;
        for (int i = 0; i < n; i++) out[i] = both[at[i]];
    }
}

void theme_share_row(const Theme *t, const float *x, int count, float low, float top, Color *out) {
    float steps = steps_for(top - low);
    for (int i = 0; i < count; i++) out[i] = t->share[step_of(x[i] - low, steps)];
}

static double theme_linear(Color c, int shift) {
    double x = (double)(c >> shift & 0xFF) / 255;
    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

double theme_luminance(Color c) {
    return 0.2126 * theme_linear(c, 24) + 0.7152 * theme_linear(c, 16) +
           0.0722 * theme_linear(c, 8);
}

double theme_contrast(Color a, Color b) {
    double x = theme_luminance(a) + 0.05, y = theme_luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* White and black contrast equally on a luminance of √(1.05 · 0.05) − 0.05. */
Color theme_ink(Color ground) {
    return theme_luminance(ground) > 0.17912878474779 ? RGB(000000) : RGB(FFFFFF);
}

Color theme_mix(Color a, Color b, float part) {
    Color mixed = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        float from = (float)(a >> shift & 0xFF), to = (float)(b >> shift & 0xFF);
        mixed |= (Color)(from + (to - from) * part + 0.5f) << shift;
    }
    return mixed;
}

Color theme_fade(Color c, float opacity) {
    float alpha = (float)(c & 0xff) * fminf(1, fmaxf(0, opacity));
    return (c & ~0xffu) | (Color)roundf(alpha);
}
