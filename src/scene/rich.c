/* Cutting marked text into runs of one colour and height. */
#include "scene/rich.h"

#include <math.h>
#include <string.h>

typedef struct Run {
    char text[96];
    Color color;
    Face face;
    int pixels;
    float raise;
} Run;

typedef struct Reader {
    const Stage *s;
    const char *at;
    Color color;
    Face face;
    int pixels, shift; /* 1 raised, −1 lowered */
    bool braced;       /* the shift lasts until '}' */
} Reader;

static void take_color(Reader *r, char mark) {
    static const char letters[] = "tmqkvsofh";
    const char *found = strchr(letters, mark);
    r->face = mark == '}' || mark == 't' || mark == 'm' ? FACE_TEXT : FACE_BOLD;
    if (mark == '}') r->color = r->s->theme.role[ROLE_TEXT];
    else if (mark >= '1' && mark <= '8') r->color = r->s->theme.head[mark - '1'];
    else if (found) r->color = r->s->theme.role[found - letters];
}

/* Marks at the reader's place; true while there are any. */
static bool take_mark(Reader *r) {
    const char *p = r->at;
    if (r->braced && *p == '}') {
        r->braced = false;
        r->shift = 0;
        r->at++;
        return true;
    }
    if (*p == '{' && p[1]) {
        take_color(r, p[1]);
        r->at += p[1] == '}' ? 2 : p[2] == '}' ? 3 : 2;
        return true;
    }
    if ((*p == '^' || *p == '_') && p[1]) {
        r->shift = *p == '^' ? 1 : -1;
        r->braced = p[1] == '{';
        r->at += r->braced ? 2 : 1;
        return !r->shift || r->braced;
    }
    return false;
}

static int letter_size(const char *p) {
    int n = 1;
    while ((p[n] & 0xC0) == 0x80) n++;
    return n;
}

static bool is_mark(const Reader *r) {
    return *r->at == '{' || *r->at == '^' || *r->at == '_' || (r->braced && *r->at == '}');
}

static bool next_run(Reader *r, Run *out) {
    while (take_mark(r)) continue;
    if (!*r->at) return false;
    int size = 0, shift = r->shift, small = (int)roundf((float)r->pixels * 0.66f);
    do {
        int n = letter_size(r->at);
        if (size + n >= (int)sizeof out->text) break;
        memcpy(out->text + size, r->at, (size_t)n);
        size += n;
        r->at += n;
        if (shift && !r->braced) {
            r->shift = 0;
            break;
        }
    } while (*r->at && !is_mark(r));
    out->text[size] = 0;
    out->color = r->color;
    out->face = r->face;
    out->pixels = shift ? small : r->pixels;
    out->raise = shift > 0 ? 0.38f * (float)r->pixels : shift < 0 ? -0.16f * (float)r->pixels : 0;
    return true;
}

static Reader reader(const Stage *s, int pixels, const char *text) {
    return (Reader){.s = s, .at = text, .color = s->theme.role[ROLE_TEXT], .face = FACE_TEXT, .pixels = pixels};
}

float rich_width(const Stage *s, int pixels, const char *text) {
    Reader r = reader(s, pixels, text);
    Run run;
    float width = 0;
    while (next_run(&r, &run)) width += stage_width(s, run.face, run.pixels, run.text);
    return width;
}

float rich_text(Stage *s, int pixels, Color ground, float x, float y, const char *text) {
    Reader r = reader(s, pixels, text);
    Run run;
    float start = x;
    while (next_run(&r, &run)) {
        size_t n = strlen(run.text);
        stage_text(s, run.face, run.pixels, run.color, ground, x, y - run.raise, arena_copy(s->arena, run.text, n));
        x += stage_width(s, run.face, run.pixels, run.text);
    }
    return x - start;
}
