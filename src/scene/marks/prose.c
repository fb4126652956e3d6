/* Marks become words, each with its look; words become lines. */
#include "scene/marks/prose.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "scene/marks/lights.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

enum { CODE_LEAST = 9 };

typedef enum Look { LOOK_PLAIN, LOOK_CHIP, LOOK_MARK, LOOK_LINK } Look;

/* How firmly a word hangs on the one before it. */
typedef enum Hold { HOLD_NOT, HOLD_EQUAL, HOLD_SUM, HOLD_FIRM } Hold;

/* What does not break: letters of one look. `run`: words of one mark have one chip and one target.
 */
typedef struct Word {
    const char *text, *mark;
    float width;
    Face face;
    Color color;
    Look look;
    int run;
    bool space, ends; /* a blank before it; the line ends behind it */
    bool below;       /* an index, smaller and lower */
    Hold held;        /* whether a line may begin with it */
} Word;

typedef struct ProseFlow {
    Stage *s;
    Word *words;
    int count, room, runs;
    int pixels;
    Color ground;
    bool space; /* a blank comes before the next word */
} ProseFlow;

/* How a mark's words look. */
typedef struct Pen {
    Face face;
    Color color;
    Look look;
    const char *mark;
    int run;
} Pen;

static Role role_of(const char *name) {
    static const Role roles[] = {ROLE_Q, ROLE_K, ROLE_V, ROLE_S, ROLE_O, ROLE_F, ROLE_HOT};
    for (int i = 0; markdown_roles[i]; i++)
        if (strcmp(markdown_roles[i], name) == 0) return roles[i];
    return ROLE_TEXT;
}

static Word *new_word(ProseFlow *f) {
    if (f->count == f->room) {
        int room = f->room ? 2 * f->room : 64;
        Word *words = arena_raw(f->s->arena, (size_t)room, sizeof *words);
        if (f->count) memcpy(words, f->words, (size_t)f->count * sizeof *words);
        f->words = words;
        f->room = room;
    }
    return &f->words[f->count++];
}

static float chip_pad(const ProseFlow *f) {
    return roundf(0.22f * (float)f->pixels);
}

/* What follows does not touch it. */
static float chip_room(const ProseFlow *f) {
    return chip_pad(f) + 1;
}

static bool is_one_of(const char *const *words, const char *text) {
    while (*words && strcmp(*words, text) != 0) words++;
    return *words;
}

/* Whether a text has the word among others, with blanks between. */
static bool has_word(const char *text, const char *word) {
    size_t n = strlen(word);
    for (const char *at = text; n && (at = strstr(at, word)); at += n)
        if ((at == text || at[-1] == ' ') && (!at[n] || at[n] == ' ')) return true;
    return false;
}

/* Equations stay in one line, as far as one is long enough, else break before "=", else before "+";
   no line begins with a dash, nor ends with a word that its language wants kept with the next. */
static Hold hold_of(const ProseFlow *f, const char *before, const char *text) {
    static const char *const never_first[] = {"—", "–", "→", NULL};
    static const char *const products[] = {"·", "×", "÷", "/", NULL}, *const sums[] = {"+", "−",
                                                                                       NULL};
    static const char *const equal[] = {"=", "≈", "<", ">", "≤", "≥", NULL};
    if (is_one_of(never_first, text) || is_one_of(products, text) || is_one_of(products, before) ||
        is_one_of(sums, before) || is_one_of(equal, before) ||
        has_word(stage_words(f->s, "prose.held"), before))
        return HOLD_FIRM;
    return is_one_of(sums, text) ? HOLD_SUM : is_one_of(equal, text) ? HOLD_EQUAL : HOLD_NOT;
}

static void prose_add_word(ProseFlow *f, const Pen *p, const char *text, size_t n) {
    const char *before = f->count ? f->words[f->count - 1].text : "";
    Word *w = new_word(f);
    *w = (Word){.text = arena_copy(f->s->arena, text, n),
                .mark = p->mark,
                .face = p->face,
                .color = p->color,
                .look = p->look,
                .run = p->run,
                .space = f->space};
    w->width = stage_width(f->s, p->face, f->pixels, w->text);
    w->held = hold_of(f, before, w->text);
    f->space = false;
}

/* Bytes before the "_" of a symbol with an index, W_Q, which may stand in punctuation; 0 if there
 * is none. */
static size_t index_at(const char *text, size_t n) {
    const char *line = memchr(text, '_', n);
    size_t at = line ? (size_t)(line - text) : 0;
    if (!at || at + 1 >= n || !isalpha((unsigned char)line[-1]) || !isalnum((unsigned char)line[1]))
        return 0;
    bool alone = at == 1 || !isalnum((unsigned char)line[-2]),
         ends = at + 2 == n || !isalnum((unsigned char)line[2]);
    return alone && ends ? at : 0;
}

static int pixels_of(const ProseFlow *f, const Word *w) {
    return w->below ? (int)roundf(0.72f * (float)f->pixels) : f->pixels;
}

static void lower_last(ProseFlow *f) {
    Word *w = &f->words[f->count - 1];
    w->below = true;
    w->width = stage_width(f->s, w->face, pixels_of(f, w), w->text);
}

/* As formulas have them. */
static void add_symbols(ProseFlow *f, const Pen *p, const char *text, size_t n) {
    size_t at = p->face == FACE_MONO ? 0 : index_at(text, n);
    if (!at) {
        prose_add_word(f, p, text, n);
        return;
    }
    prose_add_word(f, p, text, at);
    prose_add_word(f, p, text + at + 1, 1);
    lower_last(f);
    if (n > at + 2) add_symbols(f, p, text + at + 2, n - at - 2);
}

static void prose_add_text(ProseFlow *f, const Pen *p, const char *text) {
    while (*text) {
        size_t n = strcspn(text, " \t\n");
        if (n) add_symbols(f, p, text, n);
        text += n;
        if (*text) f->space = true, text++;
    }
}

/* To a lesson or a page; what a browser would have to open is only words. */
static bool leads(const char *where) {
    size_t n = strlen(where);
    return !strstr(where, "://") && (*where == '#' || (n > 3 && strcmp(where + n - 3, ".md") == 0));
}

/* A link's colour would be one of a matrix: it has only its weight. */
static Pen pen_of(ProseFlow *f, const Mark *m, Pen p) {
    Theme *t = &f->s->theme;
    if (m->kind == MARK_STRONG || m->kind == MARK_LINK) p.face = FACE_BOLD;
    if (m->kind == MARK_EMPHASIS) p.face = FACE_ITALIC;
    if (m->kind == MARK_CODE) p.face = FACE_MONO, p.look = LOOK_CHIP;
    if (m->kind == MARK_ROLE) p.face = FACE_BOLD, p.color = t->role[role_of(m->text)];
    if (m->kind == MARK_TOKEN) p.face = FACE_BOLD;
    if (m->kind == MARK_LINK && leads(m->text)) p.look = LOOK_LINK, p.mark = m->text;
    if (m->kind == MARK_ROLE || m->kind == MARK_TOKEN) {
        p.look = LOOK_MARK;
        p.mark =
            arena_print(f->s->arena, "%s:%s", m->kind == MARK_ROLE ? "role" : "token", m->text);
    }
    p.run = ++f->runs;
    return p;
}

static void add_marks(ProseFlow *f, const Mark *m, Pen p) {
    for (; m; m = m->next) {
        Pen own = m->kind == MARK_TEXT ? p : pen_of(f, m, p);
        if (m->kind == MARK_TEXT || m->kind == MARK_CODE)
            prose_add_text(f, &own, m->text);
        else if (m->kind == MARK_SPACE)
            f->space = true;
        else if (m->kind == MARK_BREAK && f->count)
            f->words[f->count - 1].ends = true;
        else
            add_marks(f, m->first, own);
    }
}

/* Lines */

/* A chip has room at both ends of what of its words stands in one line. */
static bool prose_opens(const ProseFlow *f, int at, bool first) {
    return f->words[at].look == LOOK_CHIP && (first || f->words[at - 1].run != f->words[at].run);
}

static bool closes(const ProseFlow *f, int at, bool last) {
    return f->words[at].look == LOOK_CHIP &&
           (last || at + 1 == f->count || f->words[at + 1].run != f->words[at].run);
}

static float prose_lead(const ProseFlow *f, int at, bool first) {
    float gap = first || !f->words[at].space ? 0 : roundf(0.27f * (float)f->pixels);
    return gap + (prose_opens(f, at, first) ? chip_room(f) : 0);
}

/* Up to where words hang together: punctuation behind a word, two looks in one, and those that are
 * held so firmly. */
static float chunk(const ProseFlow *f, int at, bool first, Hold least, int *end) {
    float width = 0;
    int i = at;
    do {
        width += prose_lead(f, i, first && i == at) + f->words[i].width +
                 (closes(f, i, false) ? chip_room(f) : 0);
        i++;
    } while (i < f->count && (!f->words[i].space || f->words[i].held >= least) &&
             !f->words[i - 1].ends);
    *end = i;
    return width;
}

/* What is longer than a line is not held together: a long sum is broken before a "+". */
static float next_chunk(const ProseFlow *f, int at, bool first, float line, int *end) {
    float width = chunk(f, at, first, HOLD_EQUAL, end);
    for (int least = HOLD_SUM; least <= HOLD_FIRM + 1 && width > line; least++)
        width = chunk(f, at, first, (Hold)least, end);
    return width;
}

/* From `at` the words of one line; returns the first of the next. */
static int prose_line_end(const ProseFlow *f, int at, float width) {
    float used = 0;
    int i = at;
    while (i < f->count) {
        int end;
        used += next_chunk(f, i, i == at, width, &end);
        if (used + (closes(f, end - 1, true) ? chip_room(f) : 0) > width && i > at) break;
        i = end;
        if (f->words[i - 1].ends) break;
    }
    return i;
}

static Color ground_of(const ProseFlow *f, const Word *w) {
    const Theme *t = &f->s->theme;
    return w->look != LOOK_CHIP ? f->ground : f->ground == t->ground ? t->panel : t->ground;
}

/* Behind all words of one mark in this line. */
static void prose_draw_run(ProseFlow *f, const Word *w, float from, float to, float base) {
    Stage *s = f->s;
    FontMetrics m = s->font->metrics(s->font->self, FACE_TEXT, f->pixels);
    float up = roundf(m.cap_height + 0.25f * (float)f->pixels),
          down = roundf(m.descent * 0.8f + 0.1f * (float)f->pixels);
    Rect r = {roundf(from - chip_pad(f)), base - up, roundf(to - from + 2 * chip_pad(f)),
              up + down};
    if (w->look == LOOK_CHIP)
        stage_box(s, r, 0.2f * (float)f->pixels, ground_of(f, w), 1, s->theme.line);
    if (w->look != LOOK_MARK && w->look != LOOK_LINK) return;
    bool link = w->look == LOOK_LINK,
         lit = link ? strcmp(pointed_mark(&s->in->view->passing.hover), w->mark) == 0
                    : lights_word(s, w->mark);
    float y = roundf(base + m.descent * 0.8f) + 1.5f,
          thick = fmaxf(1, roundf((lit ? 2 : 1) * s->unit));
    Color color = s->theme.role[lit ? ROLE_HOT : ROLE_MUTED];
    stage_line(s, from, y, to, y, thick, lit || link ? color : s->theme.line);
    stage_target(s, (Target){.kind = link ? TARGET_LINK : TARGET_MARK,
                             .path = w->mark,
                             .text = w->text,
                             .x = from,
                             .y = base - up,
                             .w = to - from,
                             .h = up + down});
}

/* Where the words of a run end in this line. */
static float run_end(const ProseFlow *f, int at, int end, float x) {
    for (int i = at; i < end && f->words[i].run == f->words[at].run; i++)
        x += (i > at ? prose_lead(f, i, false) : 0) + f->words[i].width;
    return x;
}

static void prose_draw_words(ProseFlow *f, int at, int end, float x, float base) {
    for (int i = at; i < end; i++) {
        const Word *w = &f->words[i];
        x += prose_lead(f, i, i == at);
        if (i == at || f->words[i - 1].run != w->run)
            prose_draw_run(f, w, x, run_end(f, i, end, x), base);
        float down = w->below ? roundf(0.18f * (float)f->pixels) : 0;
        stage_text(f->s, w->face, pixels_of(f, w), w->color, ground_of(f, w), x, base + down,
                   w->text);
        x += w->width + (closes(f, i, i + 1 == end) ? chip_room(f) : 0);
    }
}

static float prose_draw_lines(ProseFlow *f, float x, float y, float width, bool draw) {
    float high = 0;
    for (int at = 0, end; at < f->count; at = end) {
        end = prose_line_end(f, at, width);
        if (draw) prose_draw_words(f, at, end, x, roundf(y + high + 1.05f * (float)f->pixels));
        high += roundf(1.55f * (float)f->pixels);
    }
    return high;
}

/* Blocks */

typedef struct Sheet {
    Stage *s;
    int pixels;
    Color ground;
    Role role;
    bool draw;
} Sheet;

static float set_marks(const Sheet *p, const Mark *marks, Face face, float x, float y,
                       float width) {
    ProseFlow f = {.s = p->s, .pixels = p->pixels, .ground = p->ground};
    add_marks(&f, marks, (Pen){.face = face, .color = p->s->theme.role[p->role]});
    return prose_draw_lines(&f, x, y, width, p->draw);
}

static float set_blocks(const Sheet *p, const Mark *m, float x, float y, float width, float gap);

/* The largest type at which the longest line fits. */
static int code_size(const Sheet *p, const char *text, float width) {
    int pixels = p->pixels, least = stage_held(p->s->in) ? p->s->least : CODE_LEAST;
    for (; pixels > least; pixels--) {
        bool fits = true;
        for (const char *at = text; *at && fits; at += strcspn(at, "\n"), at += *at == '\n')
            fits = stage_width(p->s, FACE_MONO, pixels,
                               arena_copy(p->s->arena, at, strcspn(at, "\n"))) <= width;
        if (fits) break;
    }
    return pixels;
}

static float set_code(const Sheet *p, const char *text, float x, float y, float width) {
    Stage *s = p->s;
    float pad = roundf(0.7f * (float)p->pixels), high = pad;
    int pixels = code_size(p, text, width - 2 * pad), lines = 0;
    float line = roundf(1.5f * (float)pixels);
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') lines++;
    high += line * (float)lines + pad;
    if (!p->draw) return high;
    stage_box(s, (Rect){x, y, width, high}, 6 * s->unit, s->theme.ground, 1, s->theme.line);
    float base = y + pad + (float)pixels;
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n', base += line) {
        const char *own = arena_copy(s->arena, at, strcspn(at, "\n"));
        stage_text(s, FACE_MONO, pixels, s->theme.role[ROLE_TEXT], s->theme.ground, x + pad, base,
                   stage_elide(s, FACE_MONO, pixels, own, width - 2 * pad));
    }
    return high;
}

static float set_item(const Sheet *p, const Mark *item, int number, float x, float y, float width) {
    Stage *s = p->s;
    float in = roundf(1.25f * (float)p->pixels), base = roundf(y + 1.05f * (float)p->pixels);
    float dot = fmaxf(3, roundf(0.26f * (float)p->pixels)),
          middle = base - stage_drop(s, FACE_TEXT, p->pixels);
    Color color = s->theme.role[ROLE_MUTED];
    if (p->draw && number < 0)
        stage_box(s, (Rect){x + 2, roundf(middle - dot / 2), dot, dot}, dot / 2, color, 0, 0);
    else if (p->draw)
        stage_text(s, FACE_TEXT, p->pixels, color, p->ground, x, base,
                   arena_print(s->arena, "%d.", number));
    return set_blocks(p, item->first, x + in, y, width - in, 0);
}

static float prose_set_list(const Sheet *p, const Mark *list, float x, float y, float width) {
    float high = 0, gap = roundf((list->tight ? 0.15f : 0.4f) * (float)p->pixels);
    int number = list->level;
    for (const Mark *m = list->first; m; m = m->next) {
        high += set_item(p, m, number, x, y + high, width) + (m->next ? gap : 0);
        number += number >= 0;
    }
    return high;
}

static float set_quote(const Sheet *p, const Mark *quote, float x, float y, float width) {
    Sheet own = *p;
    own.role = ROLE_MUTED;
    float in = roundf((float)p->pixels),
          high = set_blocks(&own, quote->first, x + in, y, width - in, 0.5f * (float)p->pixels);
    float bar = fmaxf(2, roundf(0.15f * (float)p->pixels));
    if (p->draw) stage_box(p->s, (Rect){x, y, bar, high}, bar / 2, p->s->theme.line, 0, 0);
    return high;
}

static float set_block(const Sheet *p, const Mark *m, float x, float y, float width) {
    switch (m->kind) {
    case MARK_HEADING: return set_marks(p, m->first, FACE_BOLD, x, y, width);
    case MARK_QUOTE: return set_quote(p, m, x, y, width);
    case MARK_LIST: return prose_set_list(p, m, x, y, width);
    case MARK_CODE_BLOCK: return set_code(p, m->text, x, y, width);
    case MARK_RULE: return 0;
    default: return set_marks(p, m->first, FACE_TEXT, x, y, width);
    }
}

static float set_blocks(const Sheet *p, const Mark *m, float x, float y, float width, float gap) {
    float high = 0;
    for (; m; m = m->next)
        high += set_block(p, m, x, y + high, width) + (m->next ? roundf(gap) : 0);
    return high;
}

float prose_draw(Stage *s, const Mark *first, int pixels, Color ground, float x, float y,
                 float width, bool draw) {
    Sheet p = {s, pixels, ground, ROLE_TEXT, draw};
    return set_blocks(&p, first, x, y, width, 0.75f * (float)pixels);
}

float prose_line(Stage *s, const char *text, int pixels, Role role, Color ground, float x, float y,
                 float width, bool draw) {
    ProseFlow f = {.s = s, .pixels = pixels, .ground = ground};
    Pen plain = {.face = FACE_TEXT, .color = s->theme.role[role]}, slanted = plain;
    slanted.face = FACE_ITALIC;
    for (bool in = false; *text; in = !in) {
        size_t n = strcspn(text, "*");
        Pen pen = in ? slanted : plain;
        pen.run = ++f.runs;
        prose_add_text(&f, &pen, arena_copy(s->arena, text, n));
        text += n;
        if (*text) text++;
    }
    return prose_draw_lines(&f, x, y, width, draw);
}

float prose_spans(Stage *s, const ProseSpan *spans, int count, int pixels, Color ground, float x,
                  float y, float width, bool draw) {
    ProseFlow f = {.s = s, .pixels = pixels, .ground = ground};
    for (int i = 0; i < count; i++) {
        Pen pen = {.face = spans[i].face, .color = s->theme.role[spans[i].role], .run = ++f.runs};
        prose_add_text(&f, &pen, spans[i].text);
        if (spans[i].below) lower_last(&f);
    }
    return prose_draw_lines(&f, x, y, width, draw);
}
