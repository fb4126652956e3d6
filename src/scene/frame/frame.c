/* The frame. In a small window its parts go one by one: hints, caption, breadcrumb, bar. */
#include "scene/frame/frame.h"

#include <math.h>
#include <string.h>

#include "scene/figures/figure.h"
#include "scene/figures/presented.h"
#include "scene/figures/what_if.h"
#include "scene/frame/layout.h"
#include "scene/frame/speech.h"
#include "scene/marks/lights.h"
#include "scene/marks/pill.h"
#include "scene/overview/heads_measures.h"
#include "scene/panels/badge.h"
#include "scene/panels/home_bar.h"
#include "scene/panels/crumbs.h"
#include "scene/panels/lesson_panel.h"
#include "scene/panels/magnifier.h"
#include "scene/panels/map.h"
#include "scene/panels/notes.h"
#include "scene/panels/rail.h"
#include "scene/panels/timeline.h"
#include "scene/panels/topbar.h"
#include "scene/panels/what_panel.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/alone_words.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/lens_words.h"
#include "scene/words/tree_words.h"
#include "scene/words/words.h"
#include "trace/opening.h"

enum { SPOT_SHADE = 0x000000B8 };

static float frame_margin(const Stage *s) {
    bool usual = s->in->frame && (!s->presenting || stage_held(s->in));
    return roundf(fmaxf(8, (usual ? 18 : 24) * s->unit));
}

/* Grounds and the hairlines between them. */
static void frame_draw_panel(Stage *s, Rect r, float x, float y, float x2, float y2) {
    if (r.w <= 0 || r.h <= 0) return;
    stage_box(s, r, 0, s->theme.panel, 0, 0);
    stage_line(s, x, y, x2, y2, 1, s->theme.line);
}

static void draw_panels(Stage *s, const Layout *p) {
    Rect b = p->bar, m = p->map, n = p->notes, t = p->timeline;
    frame_draw_panel(s, m, m.x + m.w - 0.5f, m.y, m.x + m.w - 0.5f, m.y + m.h);
    bool held = stage_held(s->in); /* then it ends below */
    frame_draw_panel(s, n, n.x + 0.5f, held ? n.y + n.h - 0.5f : n.y, held ? n.w : n.x + 0.5f,
                     held ? n.y + n.h - 0.5f : n.y + n.h);
    frame_draw_panel(s, b, 0, b.h - 0.5f, b.w, b.h - 0.5f);
    frame_draw_panel(s, t, 0, t.y + 0.5f, t.w, t.y + 0.5f);
    if (b.h > 0 && layout_is_home(s->in) && !s->in->view->passing.edit.on)
        home_bar_draw(s, b);
    else if (b.h > 0)
        topbar_draw(s, b);
    if (m.w > 0 && p->map_rail)
        rail_draw(s, m, PANEL_MAP);
    else if (m.w > 0)
        map_draw(s, m);
    if (n.w > 0 && p->notes_rail)
        rail_draw(s, n, PANEL_NOTES);
    else if (s->in->what)
        ; /* what-ifs stand there, drawn above the figure */
    else if (n.w > 0 && s->in->lesson)
        lesson_panel_draw(s, n);
    else if (n.w > 0)
        notes_draw(s, n);
    if (t.h > 0) timeline_draw(s, t);
    if (m.w > 0 && !p->map_rail) rail_edge(s, m, PANEL_MAP);
    if (n.w > 0 && !p->notes_rail && !s->in->what && !layout_is_home(s->in) && !held)
        rail_edge(s, n, PANEL_NOTES);
}

/* "Encoder · Layer 1 · Head 2 of 4": where in the model that is. */
static const char *presenter_place(Stage *s) {
    const View *v = s->in->view;
    const char *text =
        words_crumb(s, v->shown.at.depth < DEPTH_STEP ? v->shown.at.depth : DEPTH_LAYER);
    int sheets = s->program->values[s->at.value].form.shape.sheets;
    if (v->shown.at.depth >= DEPTH_STEP && sheets > 1 && v->shown.at.form != FORM_HEADS)
        text = arena_print(s->arena, "%s · %s", text,
                           stage_fill(s, "crumb.head",
                                      arena_print(s->arena, "%d", s->at.cell.sheet + 1),
                                      arena_print(s->arena, "%d", sheets)));
    return text;
}

/* The sentence that the pinned row is a word of, and where in it that word stands. */
typedef struct Quote {
    const char *text;
    size_t from, to; /* equal: nowhere */
    Face face;
} Quote;

static Quote presenter_quote(Stage *s) {
    const Decoding *d = s->in->run;
    const Form *form = &s->program->values[s->at.value].form;
    int row = s->focus.on && s->focus.value == s->at.value ? s->focus.cell.row : -1;
    Quote q = {.text = seen_text(&s->in->view->shown.of), .face = FACE_TEXT};
    if (!d->labels)
        q.text = tokens_to_text((Tokens){d->source.id, opening_read(d)}, d->model->config.tokens,
                                &d->model->source, s->arena);
    bool writes = row >= 0 && *words_written(s, s->at.value, row);
    int begins = d->model->config.begins;
    Tokens written = {d->rows.id + begins, d->rows.count - begins};
    if (form->rows == AXIS_TARGET && !d->labels) {
        q.text = tokens_to_text(written, d->model->config.tokens, &d->model->target, s->arena);
        row += writes - begins; /* the row reads a word, and writes the next one */
        q.face = FACE_ITALIC;
    } else if (form->rows != AXIS_SOURCE || d->labels) {
        return q;
    }
    const Tokens *of = form->rows == AXIS_TARGET ? &written : &d->source;
    const Vocab *words = form->rows == AXIS_TARGET ? &d->model->target : &d->model->source;
    if (d->model->config.tokens == TOKENS_BYTES) {
        size_t *end = arena_many(s->arena, size_t, of->count);
        q.text = tokens_to_pieces(*of, words, s->arena, end);
        if (row >= 0 && row < of->count) q.from = row > 0 ? end[row - 1] : 0, q.to = end[row];
        return q;
    }
    for (int i = 0; i <= row && i < of->count; i++) {
        const char *word = words->words[of->id[i]], *at = strstr(q.text + q.to, word);
        if (!at) return (Quote){.text = q.text, .face = q.face};
        q.from = (size_t)(at - q.text);
        q.to = q.from + strlen(word);
    }
    return q;
}

/* What is changed is told at the left, in the badge's colour; returns the room that it takes. */
static float draw_presenter_badge(Stage *s, Rect r, float base) {
    const char *with = stage_elide(s, FACE_BOLD, s->small, badge_caption(s), 0.5f * r.w);
    if (!*with) return 0;
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_HOT], s->theme.ground,
               r.x + frame_margin(s), base, with);
    return stage_width(s, FACE_BOLD, s->small, with) + 2 * (float)s->small;
}

/* Where there are no keys: back, on, and the way out; returns the room that they take. */
static float draw_presenter_buttons(Stage *s, Rect r) {
    static const struct {
        Command command;
        const char *sign, *about;
    } buttons[] = {{COMMAND_PRESENT, "×", "keys.present"},
                   {COMMAND_NEXT, "→", "keys.next"},
                   {COMMAND_PREVIOUS, "←", "keys.previous"}};
    float thumb = stage_thumb(s), x = r.x + r.w - frame_margin(s), size = roundf(0.75f * thumb);
    size_t count = s->in->lesson ? 1 : sizeof buttons / sizeof *buttons; /* it has its own arrows */
    for (size_t i = 0; thumb > 0 && i < count; i++) {
        x -= thumb;
        pill_draw(s, (Rect){x + (thumb - size) / 2, r.y + (r.h - size) / 2, size, size}, s->small,
                  buttons[i].sign, false,
                  (Target){.kind = TARGET_COMMAND,
                           .command = buttons[i].command,
                           .text = stage_words(s, buttons[i].about)});
    }
    return thumb > 0 ? r.x + r.w - frame_margin(s) - x + (float)s->small : 0;
}

/* Where that is, at the left; at the right the sentence, its word that is pointed at in blue. */
static void draw_presenter_line(Stage *s, Rect r) {
    const char *toast = s->in->view->passing.toast;
    float base = r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->small), x = r.x + frame_margin(s),
          end = r.x + r.w - frame_margin(s);
    Color muted = s->theme.role[ROLE_MUTED];
    if (r.h <= 0) return;
    end -= draw_presenter_buttons(s, r);
    x += draw_presenter_badge(s, r, base);
    if (*toast) {
        toast = stage_elide(s, FACE_TEXT, s->small, toast, end - x);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_HOT], s->theme.ground,
                   end - stage_width(s, FACE_TEXT, s->small, toast), base, toast);
        return;
    }
    const char *place = stage_elide(s, FACE_TEXT, s->small, presenter_place(s), end - x);
    Quote q = presenter_quote(s);
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, base, place);
    x += stage_width(s, FACE_TEXT, s->small, place) + 2 * (float)s->small;
    Face bold = q.face == FACE_ITALIC ? FACE_BOLD_ITALIC : FACE_BOLD;
    const char *parts[] = {arena_copy(s->arena, q.text, q.from),
                           arena_copy(s->arena, q.text + q.from, q.to - q.from), q.text + q.to};
    float wide[3], all = 0;
    for (int i = 0; i < 3; i++)
        all += wide[i] = stage_width(s, i == 1 ? bold : q.face, s->small, parts[i]);
    if (x + all > end && end - x < 8 * (float)s->small) return;
    if (x + all > end) { /* too long: its beginning */
        parts[0] = stage_elide(s, q.face, s->small, q.text, end - x);
        parts[1] = parts[2] = "";
        all = wide[0] = stage_width(s, q.face, s->small, parts[0]);
    }
    x = end - all;
    for (int i = 0; i < 3; x += wide[i], i++)
        stage_text(s, i == 1 ? bold : q.face, s->small, i == 1 ? s->theme.role[ROLE_Q] : muted,
                   s->theme.ground, x, base, parts[i]);
}

/* As many of its parts, which stand between dots, as have room; the first one in any case. */
static const char *frame_whole_parts(Stage *s, const char *text, float room) {
    while (stage_width(s, FACE_TEXT, s->small, text) > room) {
        const char *last = NULL, *next = text;
        while ((next = strstr(next, " · ")) != NULL) last = next++;
        if (!last) break;
        text = arena_copy(s->arena, text, (size_t)(last - text));
    }
    return text;
}

/* A passing message, else what is pointed at. */
static void frame_draw_strip(Stage *s, Rect r) {
    const char *toast = s->in->view->passing.toast, *said = s->in->view->passing.said;
    const char *text = *toast ? toast : *said ? said : s->scene->speech;
    if (s->presenting) {
        draw_presenter_line(s, r);
        return;
    }
    float x = r.x + frame_margin(s),
          base = r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->small) - roundf(4 * s->unit);
    float room = r.w - 2 * frame_margin(s);
    if (r.h <= 0) return;
    text = frame_whole_parts(s, text, room);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[*toast ? ROLE_HOT : ROLE_TEXT],
               s->theme.ground, x, base, stage_elide(s, FACE_TEXT, s->small, text, room));
}

/* A word that leads somewhere; returns its end. */
static float frame_draw_crumb(Stage *s, float x, float base, Depth depth, const char *name) {
    bool here = depth == s->in->view->shown.at.depth;
    Face face = here ? FACE_BOLD : FACE_TEXT;
    float width = stage_width(s, face, s->small, name), high = roundf((float)s->small * 1.8f);
    stage_text(s, face, s->small, s->theme.role[here ? ROLE_TEXT : ROLE_MUTED], s->theme.ground, x,
               base, name);
    if (s->aside) return x + width;
    stage_target(s, (Target){.kind = TARGET_STEP,
                             .path = s->in->view->shown.at.path,
                             .head = s->at.cell.sheet,
                             .depth = depth,
                             .x = x,
                             .y = base - roundf(0.72f * high),
                             .w = width,
                             .h = high});
    return x + width;
}

/* How much room crumbs take. */
static float frame_crumbs_width(const Stage *s, const char *const names[DEPTH_COUNT], float gap) {
    float used = -gap;
    for (int i = 0; i < DEPTH_COUNT; i++)
        if (*names[i]) used += gap + stage_width(s, FACE_BOLD, s->small, names[i]);
    return used;
}

/* From the sentence to what is shown, and on to the pinned cell: each word leads to its depth.
   Where there is no room the step has a shorter name, what is further in is left out, and then the
   first ones are; "…" leads to the nearest of these. */
static float draw_crumbs(Stage *s, float x, float y, float room) {
    const char *names[DEPTH_COUNT], *between = "  ›  ", *less = "…";
    float gap = stage_width(s, FACE_TEXT, s->small, between), base = y + (float)s->small;
    int here = (int)s->in->view->shown.at.depth, last = here, first = 0;
    bool ends = false;
    for (int i = 0; i < DEPTH_COUNT; i++) {
        ends = ends || i > DEPTH_CELL - (s->step ? 0 : 1) || (i <= DEPTH_STEP && i > here);
        names[i] = ends ? "" : i == DEPTH_LAYER ? words_part(s) : words_crumb(s, (Depth)i);
        ends = ends || (!*names[i] && i >= DEPTH_STEP);
    }
    const char *brief = here >= DEPTH_STEP ? words_text(s, "brief", s->at.value) : "";
    if (*brief && frame_crumbs_width(s, names, gap) > room) names[DEPTH_STEP] = brief;
    for (int i = DEPTH_COUNT - 1; i > here && frame_crumbs_width(s, names, gap) > room; i--)
        names[i] = "";
    float dots = frame_crumbs_width(s, names, gap) > room
                     ? gap + stage_width(s, FACE_TEXT, s->small, less)
                     : 0;
    for (int i = 0; i < DEPTH_COUNT; i++)
        if (*names[i]) last = i;
    while (first < last && frame_crumbs_width(s, names, gap) + dots > room) names[first++] = "";
    bool begun = first > 0 && first < last;
    if (begun) x = frame_draw_crumb(s, x, base, (Depth)(first - 1), less);
    for (int i = first; i <= last; begun = begun || *names[i], i++) {
        if (!*names[i]) continue;
        if (begun) {
            stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
                       between);
            x += gap;
        }
        x = frame_draw_crumb(s, x, base, (Depth)i,
                             first == last ? stage_elide(s, FACE_BOLD, s->small, names[i], room)
                                           : names[i]);
    }
    return stage_line_height(s->small) + 6 * s->unit;
}

/* A pill with words in it that ends at `right`; returns where it begins. */
static float frame_draw_pill(Stage *s, float right, float middle, Command command,
                             const char *about, const char *text) {
    float pad = roundf(9 * s->unit), width = stage_width(s, FACE_TEXT, s->small, text) + 2 * pad;
    float high = roundf((float)s->small * 1.75f);
    Rect r = {roundf(right - width), roundf(middle - high / 2), roundf(width), high};
    pill_draw(s, r, s->small, text, false,
              (Target){.kind = TARGET_COMMAND, .command = command, .text = stage_words(s, about)});
    return r.x;
}

/* Buttons stand where there is a pointer for them. */
static bool has_buttons(const Stage *s) {
    return s->in->frame && !s->presenting;
}

static int form_count(const Stage *s) {
    int count = 0;
    for (int f = 0; f < FORM_COUNT; f++) count += figure_has_form(s, (FigureForm)f);
    return count;
}

/* Of the pinned figure: to let it go, to change places; returns where they begin. */
static float draw_pinned_choices(Stage *s, float right, float middle, float gap) {
    if (!has_buttons(s)) return right;
    right = frame_draw_pill(s, right, middle, COMMAND_COMPARE, "keys.compare", "×") - gap;
    return frame_draw_pill(s, right, middle, COMMAND_SWAP, "keys.swap", "⇄") - gap;
}

/* What is asked of a figure: what if, compared with what, why this number. The first has its room
   behind `least`, the others only behind `most`, where nothing makes way for them; returns where
   they begin. */
static float draw_questions(Stage *s, float right, float middle, float gap, float least,
                            float most) {
    const View *v = s->in->view;
    Stack stack = s->outline.blocks[s->outline.block_of_step[s->shown_step]].stack;
    bool near = v->shown.at.depth >= DEPTH_STEP && !s->foreign;
    const struct {
        Command command;
        const char *about, *word;
        bool asked;
    } list[] = {
        {COMMAND_WHAT_IF, "keys.what_if", "choice.what_if", !v->shown.of.what.count && !s->foreign},
        {COMMAND_COMPARE, "keys.compare", "choice.compare", !v->shown.beside.on},
        {COMMAND_WHY, "keys.why", "choice.why",
         v->shown.at.row >= 0 && v->shown.at.col >= 0 && v->shown.at.depth >= DEPTH_STEP},
        {COMMAND_TREE, "keys.tree", "choice.tree", near && stack == STACK_OUTPUT},
        {COMMAND_LENS, "keys.lens", "choice.lens", near && stack == STACK_OUTPUT},
        {COMMAND_REORDER, "keys.wall", "choice.wall",
         near && program_attends(s->program, s->at.value)}};
    float pad = roundf(20 * s->unit);
    for (size_t i = 0; has_buttons(s) && i < sizeof list / sizeof *list; i++) {
        const char *word = stage_words(s, list[i].word);
        float begins = right - stage_width(s, FACE_TEXT, s->small, word) - pad;
        if (!list[i].asked || begins < (i ? most : least)) continue;
        right = frame_draw_pill(s, right, middle, list[i].command, list[i].about, word) - gap;
    }
    return right;
}

/* Parts of a row of buttons are as high as these. */
static float button_high(const Stage *s) {
    return roundf(fmaxf(26 * s->unit, 1.75f * (float)s->small));
}

/* Choices side by side that end at `right`; returns where they begin, or would. */
static float draw_segments(Stage *s, float right, float middle, const PillPart *list, int count,
                           int now, bool draw) {
    float high = button_high(s), wide = pill_segments_width(s, s->small, list, count),
          x = roundf(right - wide);
    if (draw)
        pill_segments(s, (Rect){x, roundf(middle - high / 2), wide, high}, s->small, list, count,
                      now);
    return x;
}

/* Both, as trained, what if, difference. Returns where they begin. */
static float draw_sides(Stage *s, float right, float middle) {
    static const Side order[] = {SIDE_BOTH, SIDE_BEFORE, SIDE_AFTER, SIDE_DIFFERENCE};
    static const char *const keys[] = {"side.both", "side.before", "side.after", "side.difference"};
    PillPart list[4];
    int now = 0;
    for (int i = 0; i < 4; i++) {
        list[i] = (PillPart){
            stage_words(s, keys[i]),
            {.kind = TARGET_SIDE, .row0 = (int)order[i], .text = stage_words(s, "keys.side")}};
        if (order[i] == s->in->view->shown.side) now = i;
    }
    return draw_segments(s, right, middle, list, 4, now, true);
}

/* After, before, difference: where there are two runs or two figures. */
static float draw_side(Stage *s, float right, float middle, float gap) {
    static const char *const sides[] = {"side.after", "side.before", "side.difference",
                                        "side.both"};
    const View *v = s->in->view;
    if (!s->in->before && !v->shown.beside.on) return right;
    if (has_buttons(s) && !v->shown.beside.on && s->scene->stage[2] > 62 * (float)s->small)
        return draw_sides(s, right, middle) - 2 * gap;
    const char *key = v->shown.beside.on
                          ? (v->shown.beside.difference ? "side.difference" : "side.beside")
                          : sides[v->shown.side];
    if (has_buttons(s))
        return frame_draw_pill(s, right, middle, COMMAND_SIDE, "keys.side", stage_words(s, key)) -
               2 * gap;
    float width = stage_width(s, FACE_BOLD, s->small, stage_words(s, key));
    if (v->shown.side == SIDE_AFTER) return right;
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_HOT], s->theme.ground, right - width,
               middle + stage_drop(s, FACE_TEXT, s->small), stage_words(s, key));
    return right - width - 2 * gap;
}

static FigureForm shown_form(const Stage *s) {
    FigureForm form = s->in->view->shown.at.form;
    return figure_has_form(s, form) ? form : FORM_MATRIX;
}

static const char *form_word(const Stage *s, FigureForm form) {
    static const char *const words[] = {"form.matrix", "form.ribbons", "form.bars", "form.heads",
                                        "form.tree",   "form.alone",   "form.lens"};
    bool whole = form == FORM_MATRIX && s->in->view->shown.at.depth < DEPTH_STEP;
    return stage_words(s, whole ? "form.whole" : words[form]);
}

/* All forms side by side; returns where they begin, or would. */
static float draw_forms(Stage *s, float right, float middle, bool draw) {
    PillPart list[FORM_COUNT];
    int count = 0, now = 0;
    for (int f = 0; f < FORM_COUNT; f++) {
        const char *word = form_word(s, (FigureForm)f);
        if (!figure_has_form(s, (FigureForm)f)) continue;
        if (shown_form(s) == (FigureForm)f) now = count;
        list[count++] = (PillPart){word, {.kind = TARGET_FORM, .row0 = f, .text = word}};
    }
    return draw_segments(s, right, middle, list, count, now, draw);
}

/* "‹ Head 3 of 4 ›" in one pill, whose ends go on and back; without buttons only the words. */
static float draw_head(Stage *s, float right, float middle) {
    int sheets = s->program->values[s->at.value].form.shape.sheets;
    const char *head =
        stage_fill(s, "crumb.head", arena_print(s->arena, "%d", s->at.cell.sheet + 1),
                   arena_print(s->arena, "%d", sheets));
    float wide = stage_width(s, FACE_BOLD, s->small, head), high = button_high(s);
    Color ink = s->theme.head[s->at.cell.sheet % THEME_HEADS];
    if (!has_buttons(s) || s->aside) {
        stage_text(s, FACE_BOLD, s->small, ink, s->theme.ground, right - wide,
                   middle + stage_drop(s, FACE_BOLD, s->small), head);
        return right - wide;
    }
    wide = roundf(pill_stepper_width(s, s->small, head));
    Rect r = {roundf(right - wide), roundf(middle - high / 2), wide, high};
    const Target ways[] = {{.kind = TARGET_COMMAND,
                            .command = COMMAND_PREVIOUS_HEAD,
                            .text = stage_words(s, "keys.previous_head")},
                           {.kind = TARGET_COMMAND,
                            .command = COMMAND_NEXT_HEAD,
                            .text = stage_words(s, "keys.next_head")}};
    pill_stepper(s, r, s->small, head, ink, false, ways);
    return r.x;
}

/* Whether one head of several is shown. */
static bool shows_head(const Stage *s) {
    bool all = shown_form(s) == FORM_HEADS;
    return s->program->values[s->at.value].form.shape.sheets > 1 && !all &&
           s->in->view->shown.at.depth >= DEPTH_STEP;
}

/* At the right of the crumbs: which head, and where there is room, in which form; *forms: there was
   none. Returns how much they take. */
static float draw_choices(Stage *s, float right, float y, float room, bool *forms) {
    float start = right, middle = y + (float)s->small - stage_drop(s, FACE_TEXT, s->small),
          gap = roundf(8 * s->unit), least = right - room + roundf(0.42f * room);
    *forms = has_buttons(s) && !s->aside && form_count(s) > 1;
    if (s->aside)
        right = draw_pinned_choices(s, right, middle, gap);
    else
        right = draw_side(s, right, middle, gap);
    float head =
        shows_head(s) ? stage_width(s, FACE_BOLD, s->small, "Head 3 of 4") + 64 * s->unit : 0;
    if (*forms && draw_forms(s, right, middle, false) - head >= least)
        right = draw_forms(s, right, middle, true) - gap, *forms = false;
    if (shows_head(s)) right = draw_head(s, right, middle) - gap;
    return start - right + gap;
}

/* The largest type, from the title's down, at which the formula fits; 0 if none. */
static int formula_size(const Stage *s, const char *formula, float room) {
    int size = s->title;
    while (size >= s->least && rich_width(s, size, formula) > room) size--;
    return size >= s->least ? size : 0;
}

/* A matrix that somebody brought along: nothing is worked out. */
static bool frame_is_given(const Stage *s) {
    return s->foreign && (s->in->view->shown.at.depth < DEPTH_STEP ||
                          s->program->values[s->at.value].role == VALUE_MATRIX);
}

/* "Layer 2 · Head 3 of 8", where there is more than one. */
static const char *given_caption(Stage *s) {
    const char *layer = words_crumb(s, DEPTH_LAYER);
    int sheets = s->program->values[s->at.value].form.shape.sheets;
    if (sheets == 1 || s->in->view->shown.at.depth < DEPTH_STEP ||
        s->in->view->shown.at.form == FORM_HEADS)
        return layer;
    return arena_print(s->arena, "%s%s%s", layer, *layer ? " · " : "",
                       stage_fill(s, "crumb.head",
                                  arena_print(s->arena, "%d", s->at.cell.sheet + 1),
                                  arena_print(s->arena, "%d", sheets)));
}

static const char *title_caption(Stage *s) {
    const Labels *labels = s->in->run->labels;
    if (s->style.caption) return s->style.caption;
    if (s->style.bare) return "";
    if (s->alone) return alone_subtitle(s);
    if (frame_is_given(s) && s->in->frame && !labels->told.row.on && !labels->photo) return "";
    if (frame_is_given(s)) {
        bool one = s->in->view->shown.at.depth >= DEPTH_STEP;
        const char *layer = one ? given_caption(s) : "",
                   *told = alone_told(
                       s, one && s->in->view->shown.at.form != FORM_HEADS ? s->at.cell.sheet : -1);
        return arena_print(s->arena, "%s%s%s", layer, *layer && *told ? ". " : "", told);
    }
    if (heads_shown(s)) return stage_words(s, "caption.wall");
    return s->in->view->shown.at.depth < DEPTH_STEP ? speech_depth(s) : words_caption(s);
}

/* A presented figure keeps its caption, in lines of its own. */
static float draw_long_caption(Stage *s, float x, float y, float room, const char *caption) {
    return stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, y,
                           room, caption, true);
}

/* Where width is dear it breaks into lines. */
static float draw_upright_title(Stage *s, float x, float y, float room) {
    int size = s->name;
    const char *title = alone_title(s);
    float high = stage_paragraph(s, FACE_BOLD, size, s->theme.role[ROLE_TEXT], s->theme.ground, x,
                                 y + (float)size, room, title, true);
    return high + 4 * s->unit;
}

/* A person's own words; the caption is below them, for they are long. */
static float draw_own_title(Stage *s, float x, float y, float room) {
    float base = y + (float)s->title, low = 0.4f * (float)s->title;
    const char *caption = title_caption(s), *title = s->style.title ? s->style.title
                                                     : s->alone     ? alone_title(s)
                                                                    : decode_name(s->in->run);
    int size = s->title;
    while (size > s->body && stage_width(s, FACE_BOLD, size, title) > room) size--;
    stage_text(s, FACE_BOLD, size, s->theme.role[ROLE_TEXT], s->theme.ground, x, base,
               stage_elide(s, FACE_BOLD, size, title, room));
    if (!*title) base = y, low = 0;
    if (!*caption) return roundf(base + low - y);
    base += stage_line_height(s->body);
    if ((s->alone || frame_is_given(s)) && stage_width(s, FACE_TEXT, s->body, caption) > room)
        return roundf(base - y + draw_long_caption(s, x, base, room, caption));
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
               stage_elide(s, FACE_TEXT, s->body, caption, room));
    return roundf(base + 0.5f * (float)s->body - y);
}

/* How one number is made is told where one row is looked at: of a whole matrix the short formula
   says more. Its smallest letters need a large title. */
static const char *title_formula(Stage *s, float room) {
    const char *whole = words_formula_long(s);
    float caption = stage_width(s, FACE_TEXT, s->small, title_caption(s)) + 26 * s->unit;
    bool near = s->in->view->shown.at.depth > DEPTH_STEP;
    return near && *whole && s->title >= 22 && rich_width(s, s->title, whole) + caption <= room
               ? whole
               : words_formula(s);
}

/* What a what-if asks, in words. */
static float draw_question(Stage *s, float x, float y, float room) {
    Runs text = figure_what_if_title(s);
    int size = s->title;
    while (size > s->body && runs_width(s, &text, size) > room) size--;
    int lines = runs_draw(s, &text, size, s->theme.ground, x, roundf(y + (float)s->title), room,
                          stage_line_height(size), true);
    return roundf(1.5f * (float)s->title + stage_line_height(size) * (float)(lines - 1));
}

/* What the title of a figure says: its formula or name, and the question that it answers. */
typedef struct TitleLine {
    const char *formula, *caption;
} TitleLine;

static TitleLine title_line(Stage *s, float room) {
    Depth depth = s->in->view->shown.at.depth;
    const Step *shown = s->step, *leads = figure_step(s);
    s->step = leads;
    const char *formula = tree_shown(s)         ? stage_words(s, "tree.formula")
                          : lens_words_shown(s) ? lens_words_formula(s)
                          : heads_shown(s)      ? heads_count(s)
                          : depth < DEPTH_STEP  ? words_crumb(s, depth)
                          : leads != shown      ? words_formula(s)
                                                : title_formula(s, room);
    s->step = shown;
    bool all = leads != shown && !s->style.caption;
    return (TitleLine){formula, all ? stage_words(s, "caption.all_heads") : title_caption(s)};
}

/* Where a piece that stands at the top of a formula ends: a macro with its arguments, or a letter.
 */
static size_t formula_piece(const char *p) {
    size_t n = 1;
    if (*p == '{' && p[1] && p[1] != '}' && p[2] == '}') return 3; /* a colour */
    if (*p != '\\') return n;
    n += strcspn(p + n, "{");
    while (p[n] == '{') {
        int depth = 0;
        do depth += p[n] == '{' ? 1 : p[n] == '}' ? -1 : 0, n++;
        while (depth && p[n]);
    }
    return n;
}

/* A letter of the formula tells its name and leads to what it stands for; within a fraction all of
   it does. */
static void frame_formula_target(Stage *s, const char *formula, int size, float x, float base,
                                 FormulaSize f, Value v, const char *symbol) {
    const char *path = words_path(s, v);
    size_t n = strlen(symbol), long_one = 0;
    const char *at = formula;
    while (*at && n) {
        long_one = formula_piece(at);
        if (strncmp(at, symbol, n) == 0) break;
        const char *inside = *at == '\\' ? strstr(at, symbol) : NULL;
        if (inside && inside < at + long_one) break;
        at += long_one;
    }
    if (!*at || !n) return;
    if (*at != '\\') long_one = n;
    const char *before = arena_copy(s->arena, formula, (size_t)(at - formula)),
               *own = arena_copy(s->arena, at, long_one);
    float left = x + rich_width(s, size, before), wide = rich_width(s, size, own);
    if (pointed_is(&s->in->view->passing.hover, TARGET_STEP, (int)DEPTH_STEP) &&
        strcmp(pointed_step(&s->in->view->passing.hover), path) == 0)
        stage_line(s, left, base + f.descent + 2, left + wide, base + f.descent + 2,
                   fmaxf(1.5f, 2 * s->unit), s->theme.role[ROLE_HOT]);
    stage_target(s, (Target){.kind = TARGET_STEP,
                             .path = path,
                             .depth = DEPTH_STEP,
                             .head = s->at.cell.sheet,
                             .text = path,
                             .x = left,
                             .y = base - f.ascent,
                             .w = fmaxf(wide, 4),
                             .h = f.ascent + f.descent});
}

static void frame_formula_targets(Stage *s, const char *formula, int size, float x, float base,
                                  FormulaSize f) {
    if (!has_buttons(s) || s->aside || !s->step || s->in->view->shown.at.depth < DEPTH_STEP) return;
    for (int i = 0; i < s->step->inputs; i++)
        frame_formula_target(s, formula, size, x, base, f, s->step->in[i],
                             words_symbol(s, s->step->in[i], true));
    Value out = outline_value(s->program, s->shown_step);
    frame_formula_target(s, formula, size, x, base, f, out, words_symbol(s, out, false));
}

/* A fraction needs more height than a line of letters; the caption stands on the formula's
 * baseline. */
static float frame_draw_title(Stage *s, float x, float y, float room) {
    if (s->style.bare && !s->style.title) return 0;
    if (s->style.title || s->alone || frame_is_given(s)) return draw_own_title(s, x, y, room);
    if (layout_is_question(s->in)) return draw_question(s, x, y, room);
    TitleLine line = title_line(s, room);
    const char *formula = line.formula, *caption = line.caption;
    int size = formula_size(s, formula, room), text = (int)roundf((float)s->body * 1.12f);
    if (!size) return 0;
    FormulaSize f = rich_size(s, size, formula);
    float base = ceilf(y + fmaxf((float)s->title, f.ascent + 5 * s->unit));
    float low = fmaxf(0.5f * (float)s->title, f.descent + 0.2f * (float)s->title);
    rich_text(s, size, s->theme.ground, x, base, formula);
    frame_formula_targets(s, formula, size, x, base, f);
    float after = x + f.width + 26 * s->unit, left = x + room - after;
    Runs asks = presented_asks(s, caption);
    if (asks.count) {
        if (runs_width(s, &asks, text) > left) text = s->small;
        if (runs_width(s, &asks, text) <= left)
            runs_draw(s, &asks, text, s->theme.ground, after, base, 0, 0, true);
        else
            low +=
                stage_line_height(s->small) * (float)runs_draw(s, &asks, text, s->theme.ground, x,
                                                               base + low + (float)s->small, room,
                                                               stage_line_height(s->small), true);
        return roundf(base + low - y);
    }
    if (stage_width(s, FACE_TEXT, text, caption) > left) text = s->small;
    if (stage_width(s, FACE_TEXT, text, caption) <= left)
        stage_text(s, FACE_TEXT, text, s->theme.role[ROLE_MUTED], s->theme.ground, after, base,
                   caption);
    else if (s->presenting)
        low += draw_long_caption(s, x, base + low + (float)s->small, room, caption);
    return roundf(base + low - y);
}

/* At the left where the matrix is from, at the right what is asked of it and the sentence; what is
   too long for that has a line of its own above. Returns how much higher that makes it. */
static float draw_alone_source(Stage *s, float x, float base, float room) {
    const char *from = stage_elide(s, FACE_MONO, s->small, alone_origin(s), room),
               *with = badge_caption(s), *sentence = seen_text(&s->in->view->shown.of);
    Color muted = s->theme.role[ROLE_MUTED];
    stage_text(s, FACE_MONO, s->small, muted, s->theme.ground, x, base, from);
    if (*with) sentence = arena_print(s->arena, "%s%s%s", with, *sentence ? " · " : "", sentence);
    float left = stage_width(s, FACE_MONO, s->small, from) + 2 * (float)s->small,
          width = stage_width(s, FACE_TEXT, s->small, sentence),
          line = left + width > room ? stage_line_height(s->small) : 0;
    sentence = stage_elide(s, FACE_TEXT, s->small, sentence, room);
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, line > 0 ? x : x + room - width,
               base - line, sentence);
    return line;
}

static float frame_draw_source(Stage *s, float x, float room) {
    float high = stage_line_height(s->small) + 6 * s->unit,
          base = (float)s->in->height - frame_margin(s) / 2 - 4;
    const char *text = s->style.source, *name = decode_name(s->in->run),
               *sentence = seen_text(&s->in->view->shown.of);
    if (s->alone && !text && !s->style.bare && s->in->height >= 300) {
        return high + draw_alone_source(s, x, base, room);
    }
    if (!text && frame_is_given(s)) text = "attnscope"; /* its name is the title */
    const char *with = badge_caption(s), *dot = *with ? " · " : "";
    if (!text)
        text = arena_print(s->arena, "attnscope · %s%s%s%s%s", name, dot, with,
                           *sentence ? " · " : "", sentence);
    if (*with && !s->style.source && (s->style.bare || s->in->height < 300))
        text = with;
    else if (s->in->height < 300 || (s->style.bare && !s->style.source) || !*text)
        return 0;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
               stage_elide(s, FACE_TEXT, s->small, text, room));
    return high;
}

/* The window's parts; returns what they leave to the figure and its title. */
static Rect draw_window(Stage *s) {
    Layout p = layout_make(s);
    s->region[REGION_MAP] = p.map;
    s->region[REGION_TIMELINE] = p.timeline;
    s->region[REGION_FIGURE] = p.stage;
    draw_panels(s, &p);
    frame_draw_strip(s, p.strip);
    return p.stage;
}

Rect frame_draw(Stage *s) {
    Rect r = {0, 0, (float)s->in->width, (float)s->in->height};
    float pad = frame_margin(s);
    s->group = "frame";
    if (s->in->frame)
        r = draw_window(s);
    else
        r.h -= frame_draw_source(s, pad, r.w - 2 * pad) + pad / 2;
    s->group = "figure";
    memcpy(s->scene->stage, (float[]){r.x, r.y, r.w, r.h}, sizeof s->scene->stage);
    return r;
}

/* Where two runs are compared each half says which is its own; returns the height. */
static float frame_draw_run(Stage *s, float x, float y, float room) {
    const char *text = speech_run(s);
    if (!*text) return 0;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_HOT], s->theme.ground, x,
               y + (float)s->small, stage_elide(s, FACE_TEXT, s->small, text, room));
    return stage_line_height(s->small) + 2 * s->unit;
}

Rect frame_heading(Stage *s, Rect r) {
    if (layout_is_home(s->in)) return r; /* the sentence says itself what it is */
    float pad = frame_margin(s), x = r.x + pad, room = r.w - 2 * pad,
          top = r.y + roundf(fmaxf(6, 16 * s->unit));
    bool crumbs = s->in->frame || !(s->style.title || s->alone || frame_is_given(s));
    if (s->presenting && !layout_wants_two(s->in)) crumbs = false;
    bool forms = false, buttons = has_buttons(s) && s->in->height >= 400;
    if (s->in->height >= 400 && !s->style.bare && crumbs)
        top += draw_crumbs(s, x, top, room - draw_choices(s, x + room, top, room, &forms)) +
               (buttons ? roundf(6 * s->unit) : 0);
    if (s->in->frame && s->in->height >= 400) top += crumbs_trail(s, x, top, room);
    top += frame_draw_run(s, x, top, room);
    if (stage_held(s->in) && s->in->lesson && s->in->view->shown.at.depth >= DEPTH_STEP)
        return (Rect){x, top, room, r.y + r.h - top}; /* the lesson says what it is */
    bool below =
        stage_held(s->in) && s->alone && !s->style.title; /* the buttons: beside the caption */
    if (below) top += draw_upright_title(s, x, top, room);
    float right = x + room, middle = top + (below ? button_high(s) / 2 : 0.62f * (float)s->title),
          gap = roundf(8 * s->unit);
    float under = buttons && forms ? middle + button_high(s) / 2 : top;
    if (buttons && forms && draw_forms(s, right, middle, false) > x + (below ? 0.6f : 0.4f) * room)
        right = draw_forms(s, right, middle, true) - gap;
    else if (buttons && forms) /* one after the other */
        right = frame_draw_pill(s, right, middle, COMMAND_FORM, "keys.form",
                                form_word(s, shown_form(s))) -
                gap;
    bool sentences = s->in->view->shown.at.depth == DEPTH_SENTENCE && !s->foreign &&
                     !layout_differs_in_runs(s->in) && !s->in->view->shown.beside.difference;
    float begins = right;
    if (buttons && !s->aside && !sentences) {
        TitleLine line = title_line(s, room);
        float least = x + rich_width(s, s->title, line.formula) + 2 * gap,
              told = stage_width(s, FACE_TEXT, s->small, line.caption) + 26 * s->unit;
        right = draw_questions(s, right, middle, gap, least, least + told);
    }
    if (right < begins) under = fmaxf(under, middle + button_high(s) / 2);
    if (below)
        top += draw_long_caption(s, x, top + (float)s->small + 2 * s->unit, right - x,
                                 title_caption(s)) +
               (float)s->small;
    else if (!sentences) /* which say themselves what they are */
        top += frame_draw_title(s, x, top, right - x);
    top = fmaxf(top, under) + roundf(6 * s->unit);
    return (Rect){x, top, room, r.y + r.h - top};
}

void frame_overlay(Stage *s) {
    if (!s->in->frame) return;
    s->group = "overlay";
    bool home = layout_is_home(s->in);
    if (!s->presenting) topbar_overlay(s);
    if (!s->presenting && !home) badge_overlay(s), timeline_overlay(s);
    lights_figure(s);
    lights_spot(s, (float)s->in->width - layout_lesson_width(s));
    s->group = "overlay";
    magnifier_draw(s);
    if (s->in->what) what_panel_draw(s, layout_what(s));
    if (s->in->view->passing.spotlight) { /* all but a circle is darker */
        const float *spot = s->in->view->passing.spot, w = (float)s->in->width,
                    h = (float)s->in->height;
        Item *i = stage_add(s, ITEM_SPOT);
        i->w = w, i->h = h;
        i->x2 = roundf(spot[0] * w), i->y2 = roundf(spot[1] * h);
        i->radius = roundf(spot[2] * h);
        i->fill = SPOT_SHADE;
    }
}
