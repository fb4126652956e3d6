/* A small typesetter: reads marked text once and sets it as it goes, words as text, bars and
   radicals as lines. What has to move after it was set (a numerator to its middle) is moved in the
   scene. */
#include "scene/pen/rich.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

enum { DEPTH_MOST = 8, LEAST_PIXELS = 11 };

typedef struct Setter {
    const Stage *s;
    Stage *out; /* NULL: only measures */
    const char *at;
    Color ground, color;
    Face face;
    int depth;
} Setter;

typedef enum Macro { NO_MACRO, FRACTION, ROOT, BAR, GROUP } Macro;

static FormulaSize rich_set_list(Setter *c, int pixels, float x, float y, bool braced);
static FormulaSize set_argument(Setter *c, int pixels, float x, float y);

static int marks(const Setter *c) {
    return c->out ? c->out->scene->count : 0;
}

static void move(Setter *c, int from, float dx, float dy) {
    dx = roundf(dx), dy = roundf(dy);
    for (int i = from; c->out && i < c->out->scene->count; i++) {
        Item *item = &c->out->scene->items[i];
        item->x += dx, item->x2 += dx;
        item->y += dy, item->y2 += dy;
        for (int k = 0; k < 8; k++) item->p[k] += k % 2 ? dy : dx;
    }
}

static FormulaSize rich_raised(FormulaSize a, float by) {
    return (FormulaSize){a.width, fmaxf(0, a.ascent + by), fmaxf(0, a.descent - by)};
}

static int smaller(int pixels, float factor) {
    int size = (int)roundf((float)pixels * factor);
    return size > LEAST_PIXELS ? size : pixels < LEAST_PIXELS ? pixels : LEAST_PIXELS;
}

static float stroke(int pixels) {
    return fmaxf(1, roundf((float)pixels * 0.06f));
}

/* A bar whose upper edge is at y. */
static void rich_bar(Setter *c, int pixels, float x, float x2, float y) {
    float width = stroke(pixels);
    if (c->out) stage_line(c->out, x, y + width / 2, x2, y + width / 2, width, c->color);
}

/* "{q}" or "{}": how long it is, 0 for anything else. */
static int color_mark(const char *p) {
    if (p[0] != '{') return 0;
    return p[1] == '}' ? 2 : p[1] && strchr("tmqkvsofh12345678", p[1]) && p[2] == '}' ? 3 : 0;
}

static void take_color(Setter *c, char mark) {
    static const char letters[] = "tmqkvsofh";
    static const Role roles[] = {ROLE_TEXT, ROLE_MUTED, ROLE_Q, ROLE_K,  ROLE_V,
                                 ROLE_S,    ROLE_O,     ROLE_F, ROLE_HOT};
    const char *found = strchr(letters, mark);
    c->face = mark == '}' || mark == 't' || mark == 'm' ? FACE_TEXT : FACE_BOLD;
    if (mark == '}')
        c->color = c->s->theme.role[ROLE_TEXT];
    else if (found)
        c->color = c->s->theme.role[roles[found - letters]];
    else
        c->color = c->s->theme.head[mark - '1'];
}

/* A macro is its name and an opening brace: "\root{". */
static Macro macro_at(const char *p, int *size) {
    static const char *const names[] = {
        [FRACTION] = "\\frac{", [ROOT] = "\\root{", [BAR] = "\\bar{", [GROUP] = "\\group{"};
    for (int k = FRACTION; *p == '\\' && k <= GROUP; k++) {
        size_t n = strlen(names[k]);
        if (strncmp(p, names[k], n) != 0) continue;
        *size = (int)n - 1;
        return (Macro)k;
    }
    return NO_MACRO;
}

static int letter_size(const char *p) {
    int n = 1;
    while (n < 4 && (p[n] & 0xC0) == 0x80) n++;
    return n;
}

static bool is_script(const char *p) {
    return (*p == '^' || *p == '_') && p[1] && p[1] != '}';
}

/* Something other than a letter begins here. */
static bool rich_is_mark(const Setter *c, const char *p, bool braced) {
    int size;
    if (*p == '}') return braced;
    if (color_mark(p)) return true;
    if (c->depth >= DEPTH_MOST) return false;
    return *p == '{' || is_script(p) || macro_at(p, &size) != NO_MACRO;
}

/* The next n bytes as one word. */
static FormulaSize set_word(Setter *c, int pixels, float x, float y, int n) {
    char text[128];
    FormulaSize size = {0};
    FontMetrics m = c->s->font->metrics(c->s->font->self, c->face, pixels);
    memcpy(text, c->at, (size_t)n);
    text[n] = 0;
    c->at += n;
    size.width = stage_width(c->s, c->face, pixels, text);
    size.ascent = m.cap_height * 1.06f;
    size.descent = strspn(text, "0123456789.+-") == strlen(text) ? 0 : 0.8f * m.descent;
    if (c->out)
        stage_text(c->out, c->face, pixels, c->color, c->ground, x, y,
                   arena_copy(c->out->arena, text, (size_t)n));
    return size;
}

/* A numerator over its denominator, both in the middle. */
static FormulaSize set_fraction(Setter *c, int pixels, float x, float y) {
    int small = smaller(pixels, 0.7f), first = marks(c);
    float side = roundf((float)pixels * 0.1f), gap = fmaxf(2, roundf((float)pixels * 0.1f)),
          line = stroke(pixels);
    FormulaSize upper = set_argument(c, small, x, y);
    int second = marks(c);
    FormulaSize lower = {0};
    if (*c->at == '{') lower = set_argument(c, small, x, y);
    int end = marks(c);
    /* Where bars and minus signs are. */
    float width = fmaxf(upper.width, lower.width) + 2 * side,
          top = -roundf(stage_drop(c->s, FACE_TEXT, pixels)) - floorf(line / 2);
    float up = roundf(top - gap - upper.descent), down = roundf(top + line + gap + lower.ascent);
    if (c->out) c->out->scene->count = second;
    move(c, first, (width - upper.width) / 2 + side, up);
    if (c->out) c->out->scene->count = end;
    move(c, second, (width - lower.width) / 2 + side, down);
    rich_bar(c, pixels, x + side, x + side + width, y + top);
    return (FormulaSize){width + 2 * side, upper.ascent - up, lower.descent + down};
}

static void slanted(Setter *c, float x, float y, float x2, float y2, float width) {
    if (c->out) stage_line(c->out, x, y, x2, y2, width, c->color);
}

/* A radical that reaches over and under what it holds. */
static FormulaSize set_root(Setter *c, int pixels, float x, float y) {
    float line = stroke(pixels), sign = roundf((float)pixels * 0.5f),
          gap = fmaxf(2, roundf((float)pixels * 0.12f));
    FormulaSize in = set_argument(c, pixels, x + sign + 1, y);
    float top = -roundf(in.ascent + gap + line),
          low = roundf(fmaxf(0, in.descent - 0.06f * (float)pixels));
    float middle = y + low - 0.42f * (low - top), foot = x + 0.46f * sign;
    slanted(c, x + 0.06f * sign, middle + 0.05f * (float)pixels, x + 0.2f * sign, middle, line);
    slanted(c, x + 0.2f * sign, middle, foot, y + low, line * 1.5f);
    slanted(c, foot, y + low, x + sign - line / 2, y + top + line / 2, line);
    rich_bar(c, pixels, x + sign - line / 2, x + sign + in.width + 2, y + top);
    return (FormulaSize){in.width + sign + 3, -top, fmaxf(in.descent, low)};
}

static FormulaSize set_bar(Setter *c, int pixels, float x, float y) {
    float line = stroke(pixels), gap = fmaxf(2, roundf((float)pixels * 0.08f));
    FormulaSize in = set_argument(c, pixels, x, y);
    float top = -roundf(in.ascent + gap + line);
    rich_bar(c, pixels, x, x + in.width, y + top);
    return (FormulaSize){in.width, -top, in.descent};
}

/* One bracket, bent to the left or, mirrored, to the right. */
static void bracket(Setter *c, int pixels, float x, float y, FormulaSize in, float bend) {
    static const float at[] = {0, 0.06f, 0.2f, 0.4f, 0.6f, 0.8f, 0.94f, 1};
    static const float out[] = {0, 0.4f, 0.82f, 1, 1, 0.82f, 0.4f, 0};
    float high = in.ascent + in.descent, width = (float)pixels * 0.17f,
          edge = bend > 0 ? x + width : x;
    for (int i = 0; i + 1 < 8; i++)
        slanted(c, edge - bend * out[i] * width, y - in.ascent + at[i] * high,
                edge - bend * out[i + 1] * width, y - in.ascent + at[i + 1] * high, stroke(pixels));
}

static FormulaSize set_group(Setter *c, int pixels, float x, float y) {
    float side = roundf((float)pixels * 0.3f);
    FormulaSize in = set_argument(c, pixels, x + side, y);
    in.ascent += 2, in.descent = fmaxf(in.descent, (float)pixels * 0.14f) + 1;
    bracket(c, pixels, x + 1, y, in, 1);
    bracket(c, pixels, x + side + in.width + (float)pixels * 0.08f, y, in, -1);
    return (FormulaSize){in.width + 2 * side, in.ascent, in.descent};
}

static FormulaSize set_macro(Setter *c, int pixels, float x, float y, Macro which, int size) {
    c->at += size;
    switch (which) {
    case FRACTION: return set_fraction(c, pixels, x, y);
    case ROOT: return set_root(c, pixels, x, y);
    case BAR: return set_bar(c, pixels, x, y);
    default: return set_group(c, pixels, x, y);
    }
}

/* What is in braces, a macro, or one letter. */
static FormulaSize set_argument(Setter *c, int pixels, float x, float y) {
    int size;
    Macro which = macro_at(c->at, &size);
    FormulaSize out = {0};
    if (!*c->at) return out;
    c->depth++;
    if (*c->at == '{') {
        c->at++;
        out = rich_set_list(c, pixels, x, y, true);
    } else if (which != NO_MACRO && c->depth < DEPTH_MOST) {
        out = set_macro(c, pixels, x, y, which, size);
    } else {
        out = set_word(c, pixels, x, y, letter_size(c->at));
    }
    c->depth--;
    return out;
}

static FormulaSize set_script(Setter *c, int pixels, float x, float y, bool up, float *by) {
    int small = smaller(pixels, 0.68f), first = marks(c);
    FormulaSize in = set_argument(c, small, x, y);
    *by = up ? fmaxf(0.38f * (float)pixels, in.descent + 0.14f * (float)pixels)
             : -fmaxf(0.16f * (float)pixels, in.ascent - 0.55f * (float)pixels);
    *by = roundf(*by);
    move(c, first, 0, -*by);
    return in;
}

/* One above and one below share their place. */
static FormulaSize set_scripts(Setter *c, int pixels, float x, float y) {
    bool up = *c->at++ == '^';
    float by, other;
    FormulaSize out = set_script(c, pixels, x, y, up, &by);
    if (!is_script(c->at) || (*c->at == '^') == up) return rich_raised(out, by);
    int second = marks(c);
    c->at++;
    FormulaSize next = set_script(c, pixels, x, y, !up, &other);
    float room =
        up ? by - out.descent - (other + next.ascent) : other - next.descent - (by + out.ascent);
    float apart = room < 1 ? ceilf(1 - room) : 0; /* the later one makes way */
    move(c, second, 0, up ? apart : -apart);
    out = rich_raised(out, by);
    next = rich_raised(next, other + (up ? -apart : apart));
    return (FormulaSize){fmaxf(out.width, next.width), fmaxf(out.ascent, next.ascent),
                         fmaxf(out.descent, next.descent)};
}

/* One piece of a list: a word or what stands for one. */
static FormulaSize set_piece(Setter *c, int pixels, float x, float y, bool braced) {
    int size;
    Macro which = macro_at(c->at, &size);
    bool deep = c->depth >= DEPTH_MOST;
    if (deep || !rich_is_mark(c, c->at, braced)) {
        const char *p = c->at;
        do p += letter_size(p);
        while (*p && !rich_is_mark(c, p, braced) && p - c->at < 96);
        return set_word(c, pixels, x, y, (int)(p - c->at));
    }
    if (which != NO_MACRO) return set_macro(c, pixels, x, y, which, size);
    if (*c->at == '{') return set_argument(c, pixels, x, y);
    return set_scripts(c, pixels, x, y);
}

/* Up to the closing brace, which is taken too, or to the end. A group's colours end with it. */
static FormulaSize rich_set_list(Setter *c, int pixels, float x, float y, bool braced) {
    FormulaSize all = {0};
    Color color = c->color;
    Face face = c->face;
    while (*c->at && !(braced && *c->at == '}')) {
        int mark = color_mark(c->at);
        if (mark)
            take_color(c, c->at[1]);
        else {
            /* The second comes behind the first. */
            FormulaSize part = set_piece(c, pixels, x + all.width, y, braced);
            all.width += part.width;
            all.ascent = fmaxf(all.ascent, part.ascent);
            all.descent = fmaxf(all.descent, part.descent);
        }
        c->at += mark;
    }
    if (*c->at) c->at++;
    if (braced) c->color = color, c->face = face;
    return all;
}

static Setter setter(const Stage *s, Stage *out, const char *text) {
    return (Setter){
        .s = s, .out = out, .at = text, .color = s->theme.role[ROLE_TEXT], .face = FACE_TEXT};
}

FormulaSize rich_size(const Stage *s, int pixels, const char *text) {
    Setter c = setter(s, NULL, text);
    return rich_set_list(&c, pixels, 0, 0, false);
}

float rich_width(const Stage *s, int pixels, const char *text) {
    return rich_size(s, pixels, text).width;
}

float rich_text(Stage *s, int pixels, Color ground, float x, float y, const char *text) {
    Setter c = setter(s, s, text);
    c.ground = ground;
    return rich_set_list(&c, pixels, x, roundf(y), false).width;
}
