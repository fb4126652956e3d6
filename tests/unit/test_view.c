/* Views as lines: every directive, token names, refusals, and lines that read back to the same
 * view. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "view/view.h"
#include "trace/opening.h"
#include "view/directives.h"
#include "view/link.h"
#include "tiny_model.h"
#include "what_list.h"

typedef struct Fixture {
    Arena arena;
    Model model;
    Decoding run;
} Fixture;

static const char sentence[] = "the cat sees the dog 3 ; .";

static int setup(void **state) {
    static Fixture f;
    WhatIf none = {0};
    Error e;
    f = (Fixture){0};
    f.model = tiny_model(&f.arena);
    *state = &f;
    return decode_text(&f.model, sentence, &none, kernels_named("plain"), &f.arena, &f.run, &e)
               ? 0
               : -1;
}

static int teardown(void **state) {
    arena_free(&((Fixture *)*state)->arena);
    return 0;
}

static View parsed(Fixture *f, const char *line) {
    View v = view_default("");
    Error e = {{0}};
    if (!view_parse(line, &f->run, &f->arena, &v, &e)) fail_msg("%s: %s", line, e.text);
    return v;
}

static void reads_every_directive(void **state) {
    View v = parsed(*state, "text a dog ; show decoder.1.cross.scores@1 head=1 form=bars; point "
                            "row=1 col=the#2;theme paper; "
                            "size 150; depth cell; zoom 2.5 0.25 1; play 0.75; part 3; "
                            "fold map=open notes=shut");
    assert_int_equal(v.shown.at.form, FORM_BARS);
    assert_int_equal(v.shown.at.depth, DEPTH_CELL);
    assert_true(v.shown.zoom.factor == 2.5f && v.shown.zoom.x == 0.25f && v.shown.zoom.y == 1);
    assert_true(v.shown.played == 0.75f);
    assert_int_equal(v.shown.part, 3);
    assert_int_equal(v.shown.setting.map, FOLD_OPEN);
    assert_int_equal(v.shown.setting.notes, FOLD_SHUT);
    assert_int_equal(v.shown.setting.timeline, FOLD_AUTO);
    assert_string_equal(v.shown.of.text, "a dog");
    assert_string_equal(v.shown.at.path, "decoder.1.cross.scores");
    assert_int_equal(v.shown.at.t, 1);
    assert_int_equal(v.shown.at.head, 1);
    assert_int_equal(v.shown.at.row, 1);
    assert_int_equal(v.shown.at.col, 3);
    assert_int_equal(v.shown.setting.theme, THEME_PAPER);
    assert_int_equal(v.shown.setting.text_size, 150);
}

static void silence_changes_nothing(void **state) {
    Fixture *f = *state;
    Error e;
    View v = parsed(f,
                    "show encoder.1.self.scores@0 head=1; point row=2 col=3; theme paper; size 85"),
         before = v;
    assert_true(view_parse("", &f->run, &f->arena, &v, &e));
    assert_true(view_parse(" ; ;", &f->run, &f->arena, &v, &e));
    assert_memory_equal(&v, &before, sizeof v);
    assert_true(view_parse("point row=cat", &f->run, &f->arena, &v, &e));
    assert_int_equal(v.shown.at.row, 1);
    assert_int_equal(v.shown.at.col, -1);
    assert_true(view_parse("show encoder.1.self.weights", &f->run, &f->arena, &v, &e));
    assert_int_equal(v.shown.at.t, -1);
    assert_int_equal(v.shown.at.head, 1);
    assert_true(view_parse("point none", &f->run, &f->arena, &v, &e));
    assert_int_equal(v.shown.at.row, -1);
}

static void shows_a_cell_by_its_address(void **state) {
    View v = parsed(*state, "show encoder.0.self.weights[1,dog,the#2]");
    assert_int_equal(v.shown.at.head, 1);
    assert_int_equal(v.shown.at.row, 4);
    assert_int_equal(v.shown.at.col, 3);
}

static void lost_pins_are_dropped(void **state) {
    Fixture *f = *state;
    Error e;
    View v = parsed(f, "show output.probabilities; point row=0 col=8");
    assert_true(view_parse("show encoder.0.self.q", &f->run, &f->arena, &v, &e));
    assert_int_equal(v.shown.at.row, 0);
    assert_int_equal(v.shown.at.col, -1);
}

static void semicolons_and_numbers_are_words_too(void **state) {
    Fixture *f = *state;
    assert_string_equal(view_text("theme paper; text the 3 \\; .", &f->arena), "the 3 ; .");
    assert_null(view_text("theme paper", &f->arena));
    assert_null(view_text("show text", &f->arena));
    View v = parsed(f, "show encoder.0.self.weights; point row=\\; col=3");
    assert_int_equal(v.shown.at.row, 6);
    assert_int_equal(v.shown.at.col, 3); /* a number, not the token "3", which is the sixth */
}

static void reads_back(Fixture *f, const View *v, const View *over) {
    Buffer line = {0}, again = {0};
    View back = *over;
    Error e = {{0}};
    view_print(v, &f->run, &line);
    if (!view_parse(line.data, &f->run, &f->arena, &back, &e))
        fail_msg("%s: %s", line.data, e.text);
    view_print(&back, &f->run, &again);
    assert_string_equal(line.data, again.data);
    assert_string_equal(v->shown.of.text, back.shown.of.text);
    assert_string_equal(v->shown.at.path, back.shown.at.path);
    assert_true(v->shown.at.t == back.shown.at.t && v->shown.at.head == back.shown.at.head &&
                v->shown.at.row == back.shown.at.row && v->shown.at.col == back.shown.at.col);
    assert_true(v->shown.setting.theme == back.shown.setting.theme &&
                v->shown.setting.text_size == back.shown.setting.text_size &&
                v->shown.at.depth == back.shown.at.depth);
    assert_true(v->shown.at.form == back.shown.at.form &&
                v->shown.setting.map == back.shown.setting.map &&
                v->shown.setting.notes == back.shown.setting.notes &&
                v->shown.setting.timeline == back.shown.setting.timeline);
    assert_true(v->shown.zoom.factor == back.shown.zoom.factor &&
                v->shown.zoom.x == back.shown.zoom.x && v->shown.zoom.y == back.shown.zoom.y);
    assert_true(v->shown.played == back.shown.played && v->shown.part == back.shown.part);
    buffer_free(&line);
    buffer_free(&again);
}

/* Every value of a run, every cell of its first rows and last columns. */
static void every_view_reads_back(void **state) {
    Fixture *f = *state;
    const Program *p = &f->run.programs[0];
    View over = parsed(f, "show encoder.0.self.weights; point row=1 col=1; theme paper; size 200");
    for (int value = 0; value < p->value_count; value++) {
        Shape s = p->values[value].form.shape;
        for (int n = -1; n < s.rows && n < 9; n++) {
            View v = view_default(sentence);
            memset(v.shown.at.path, 0, sizeof v.shown.at.path);
            memset(over.shown.at.path, 0, sizeof over.shown.at.path);
            v.shown.of.text = "a \\ b; c";
            strcpy(v.shown.at.path, p->values[value].path);
            v.shown.at.t = n % 2 ? 0 : -1;
            v.shown.at.head = value % 2;
            v.shown.at.row = n;
            v.shown.at.col = n < 0 ? -1 : s.cols - 1 - n % s.cols;
            v.shown.at.depth = n < 0 ? (Depth)(value % DEPTH_ROW) : (Depth)(value % DEPTH_COUNT);
            if (v.shown.at.depth == DEPTH_SENTENCE && opening_block(p, value) != value)
                v.shown.at.depth = DEPTH_MODEL; /* which shows only heads that look back */
            v.shown.at.form = (FigureForm)(value % FORM_COUNT);
            v.shown.setting.map = (Fold)(value % 3);
            v.shown.setting.timeline = (Fold)((value + n + 1) % 3);
            if (n == 2)
                v.shown.zoom.factor = 1.5f + (float)value / 7,
                v.shown.zoom.x = 1.0f / (float)(value + 1), v.shown.zoom.y = 0.3f;
            if (n == 3) v.shown.played = 1.0f / (float)(value + 2), v.shown.part = value;
            reads_back(f, &v, &over);
        }
    }
}

static void prints_words(void **state) {
    Fixture *f = *state;
    Buffer line = {0};
    View v = parsed(f, "text the cat; show encoder.0.self.weights; point row=3 col=5");
    view_print(&v, &f->run, &line);
    assert_string_equal(
        line.data,
        "text the cat; show encoder.0.self.weights head=0 form=matrix; point row=the#2 col=5; "
        "depth step; theme night; size 100; fold map=auto notes=auto timeline=auto");
    buffer_free(&line);
}

/* What tells the run is read before the run is there. */
static void tells_its_run(void **state) {
    Fixture *f = *state;
    RunOf of = {.text = "kept", .what = what_list("mask=off")}, before = of;
    Error e = {{0}};
    assert_true(view_run_of("theme paper", &f->arena, &of, &e));
    assert_true(directives_same_run(&of, &before));
    assert_true(view_run_of("text a b; what-if scale=off swap-qk; search beam=3 node=7; show x",
                            &f->arena, &of, &e));
    assert_string_equal(of.text, "a b");
    assert_string_equal(of.what.text, "scale=off swap-qk");
    assert_true(of.search.kind == SEARCH_BEAM && of.search.width == 3 && of.search.node == 7);
    assert_false(directives_same_run(&of, &before));
    assert_true(view_run_of("what-if none; search sample=12 top-k=4", &f->arena, &of, &e));
    assert_string_equal(of.what.text, "");
    assert_true(of.search.kind == SEARCH_SAMPLE && of.search.seed == 12 && of.search.top_k == 4);
    before = of;
    assert_false(view_run_of("text c; search beam=12", &f->arena, &of, &e));
    assert_true(directives_same_run(&of, &before));
}

/* Whatever a text holds, a line tells it. */
static void any_text_is_one_line(void **state) {
    Fixture *f = *state;
    static const char *const texts[] = {" the fox", "a\nb\r\n\tc ",   "  ",
                                        "\n",       "a\\n; \\s\\\\;", "a b"};
    Error e = {{0}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        View v = parsed(f, "theme paper");
        Buffer line = {0};
        RunOf of = {0};
        v.shown.of.text = texts[i];
        view_print(&v, &f->run, &line);
        assert_true(text_is_line(line.data));
        if (!view_run_of(line.data, &f->arena, &of, &e)) fail_msg("%s", e.text);
        assert_string_equal(of.text, texts[i]);
        buffer_free(&line);
    }
    RunOf of = {0};
    assert_true(view_run_of("text  a\\nb\\q\\s ; depth step", &f->arena, &of, &e));
    assert_string_equal(of.text, "a\nb\\q ");
}

/* Runs, sides and comparisons come back from the line as they were. */
static void prints_what_it_was_given(void **state) {
    Fixture *f = *state;
    static const char *const lines[] = {
        "what-if scale=off head=encoder.0.self:1:off; side difference",
        "search beam=4; sort entropy; cells dots",
        "search beam=4 node=9; present on",
        "search sample=77 top-k=3",
        "search sample=77 top-p=0.9 words=4",
        "search beam=4 words=2",
        "search greedy words=3",
        "compare encoder.0.self.scores@1 head=1 form=ribbons row=2 col=3 difference",
        "compare encoder.0.self.weights head=mean depth=sentence",
        "compare encoder.0.self.weights row=cat col=the",
        ("compare encoder.0.self.q; compare-text a b c; compare-what-if mask=off; compare-search "
         "beam=2"),
        "what-if scale=off; compare encoder.0.self.q; compare-what-if none"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        View v = view_default("the cat"), back = view_default("");
        Buffer line = {0}, again = {0};
        Error e = {{0}};
        if (!view_parse(lines[i], &f->run, &f->arena, &v, &e)) fail_msg("%s", e.text);
        view_print(&v, &f->run, &line);
        if (!view_parse(line.data, &f->run, &f->arena, &back, &e)) fail_msg("%s", e.text);
        RunOf *a[] = {&v.shown.of, &v.shown.beside.of},
              *b[] = {&back.shown.of, &back.shown.beside.of};
        for (int k = 0; k < 2; k++) {
            assert_string_equal(seen_text(a[k]), seen_text(b[k]));
            b[k]->text = a[k]->text;
        }
        assert_memory_equal(&v, &back, sizeof v);
        view_print(&back, &f->run, &again);
        assert_string_equal(line.data, again.data);
        buffer_free(&line);
        buffer_free(&again);
    }
}

/* Each kind is printed and read back; the usual one need not be said. */
static void scales_are_read_back(void **state) {
    static const struct {
        const char *said;
        ScaleWish means;
    } cases[] = {{"auto", {SCALE_AUTO, 0, 0}},      {"robust", {SCALE_ROBUST, 0, 0}},
                 {"log", {SCALE_LOG, 0, 0}},        {"row", {SCALE_ROW, 0, 0}},
                 {"0:0.3", {SCALE_RANGE, 0, 0.3f}}, {"-2:1e3", {SCALE_RANGE, -2, 1000}}};
    Fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buffer line = {0};
        Error e = {{0}};
        View v = view_default("the cat"), back = v;
        buffer_print(&line, "scale %s", cases[i].said);
        if (!view_parse(line.data, &f->run, &f->arena, &v, &e)) fail_msg("%s", e.text);
        assert_memory_equal(&v.shown.scale, &cases[i].means, sizeof v.shown.scale);
        buffer_free(&line);
        view_print(&v, &f->run, &line);
        assert_true((strstr(line.data, "scale") != NULL) == (i > 0));
        if (!view_parse(line.data, &f->run, &f->arena, &back, &e)) fail_msg("%s", e.text);
        assert_memory_equal(&v.shown.scale, &back.shown.scale, sizeof v.shown.scale);
        buffer_free(&line);
    }
}

/* Of each directive something that a view does not show at first. */
static const char *told_by(const DirectiveRow *row) {
    static const char *const told[][2] = {
        {"model", "other"},
        {"attend", "q=[1; 2] k=[1]"},
        {"text", "a \\; b"},
        {"what-if", "scale=off mask=off"},
        {"search", "beam=3 node=2"},
        {"show", "decoder.0.cross.weights@0 head=1 form=bars"},
        {"point", "row=1 col=2"},
        {"depth", "layer"},
        {"theme", "paper"},
        {"size", "150"},
        {"zoom", "2 0.25 0.75"},
        {"scale", "-0.5:2"},
        {"play", "0.5"},
        {"part", "3"},
        {"side", "difference"},
        {"sort", "gold"},
        {"light", "broad"},
        {"draws", "7"},
        {"enlarge", "on"},
        {"cells", "dots"},
        {"present", "on"},
        {"compare", "decoder.0.cross.q@1 head=1 form=bars depth=row row=1 col=2 difference"},
        {"compare-model", "other"},
        {"compare-attend", "q=[1] k=[2]"},
        {"compare-text", "c d"},
        {"compare-what-if", "norm=pre"},
        {"compare-search", "sample=7 top-k=2"},
        {"lesson", "03 scores page=2"},
        {"fold", "map=open notes=shut timeline=open"}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (strcmp(told[i][0], row->name) == 0) return told[i][1];
    fail_msg("nobody tries the directive %s", row->name);
    return NULL;
}

static void say(Fixture *f, View *v, const char *line) {
    Error e = {{0}};
    if (!view_parse(line, &f->run, &f->arena, v, &e)) fail_msg("%s: %s", line, e.text);
}

/* What a directive says differs by that directive alone, and is read back from the line. */
static void each_directive_is_its_own(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) {
        const DirectiveRow *row = &directive_table[i];
        Arena arena = {0};
        Buffer line = {0};
        View before = view_default("x"), again = view_default("x");
        if (row->aside && strcmp(row->name, "compare") != 0)
            say(f, &before, "compare decoder.0.cross.q");
        View v = before;
        say(f, &v, arena_print(&arena, "%s %s", row->name, told_by(row)));
        for (int k = 0; k < DIRECTIVE_OF_VIEW; k++) {
            bool same = directive_same(&directive_table[k], &before.shown, &v.shown);
            bool pins =
                strcmp(row->name, "compare") == 0 || strcmp(row->name, "compare-attend") == 0;
            bool may = k == i || (directive_table[k].aside && pins);
            if (!may && !same) fail_msg("%s changes %s", row->name, directive_table[k].name);
            if (k == i && same) fail_msg("%s is not seen", row->name);
        }
        assert_false(directives_same(&before.shown, &v.shown));
        assert_false(view_same(&before, &v));
        view_print(&v, &f->run, &line);
        say(f, &again, line.data);
        if (!directives_same(&again.shown, &v.shown))
            fail_msg("%s: not '%s'", row->name, line.data);
        buffer_free(&line);
        arena_free(&arena);
    }
}

/* Each member is held by some directive, byte by byte, and counts. */
static void nothing_shown_is_untold(void **state) {
    bool held[sizeof(Shown)] = {false};
    Shown pinned = {.beside = {.on = SWITCH_ON}};
    (void)state;
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) {
        const DirectiveRow *row = &directive_table[i];
        for (int k = 0; k < DIRECTIVE_MEMBERS && row->holds[k].size; k++) {
            Shown other = pinned;
            char *member = (char *)&other + row->holds[k].at;
            const char *text = "another";
            if (row->holds[k].how == HOLDS_LONG)
                memcpy(member, &text, sizeof text);
            else
                *member ^= 1;
            if (directive_same(row, &pinned, &other))
                fail_msg("member %d of %s does not count", k, row->name);
            memset(held + row->holds[k].at, true, row->holds[k].size);
        }
    }
    for (size_t at = 0; at < sizeof held; at++)
        if (!held[at]) fail_msg("byte %zu of Shown is told by no directive", at);
}

static void refuses(Fixture *f, const char *line, const char *sentence_start) {
    View v = view_default("x"), before = v;
    Error e = {{0}};
    assert_false(view_parse(line, &f->run, &f->arena, &v, &e));
    if (strncmp(e.text, sentence_start, strlen(sentence_start)) != 0)
        fail_msg("%s: '%s'", line, e.text);
    assert_memory_equal(&v, &before, sizeof v);
}

static void refusals_name_the_directive(void **state) {
    Fixture *f = *state;
    refuses(f, "attend q=[1 0; 0 1] k=[2; show weights", "attend: '[' is not closed");
    refuses(f, "compare scores; compare-attend q=[1", "compare-attend: '[' is not closed");
    refuses(f, "shows encoder.0.self.q",
            "'shows' is no directive: there are model, attend, text, what-if, search, show, point, "
            "depth, theme, size, zoom, scale, play, part, side, sort, light, draws, enlarge, "
            "cells, present, "
            "compare, "
            "compare-model, compare-attend, compare-text, compare-what-if, compare-search, lesson "
            "and fold");
    refuses(f, "show encoder.0.self.qq",
            "show: no value 'encoder.0.self.qq': did you mean 'encoder.0.self.q'?");
    refuses(f, "show encoder.0.self.q@99", "show: decoding step '99'");
    refuses(f, "show encoder.0.self.q head=2", "show: head '2': there are 2, counted from 0");
    refuses(f, "show encoder.0.self.q 2", "show: '2' is neither head=N nor form=NAME");
    refuses(f, "theme paper; point row=mouse", "point: no token 'mouse'");
    refuses(f, "point row=the#3", "point: there are only 2 'the'");
    refuses(f, "point row=8", "point: 8 is outside");
    refuses(f, "point 3", "point: '3' is not row=R, col=C or none");
    refuses(f, "theme red", "theme: 'red' is neither night nor paper");
    refuses(f, "size 74", "size: '74' is not a number from 75 to 200 (percent)");
    refuses(f, "size 100; size 100", "'size' is there twice");
    refuses(f, "show encoder.0.self.q form=pie",
            "show: form 'pie' is none of matrix, ribbons, bars, heads, tree, alone and lens");
    refuses(f, "depth deep",
            "depth: 'deep' is none of sentence, model, layer, sublayer, step, row and cell");
    refuses(f, "scale tiny", "scale: 'tiny' is none of auto, robust, log, row and MIN:MAX");
    refuses(f, "scale 2:1", "scale: 2:1: the first number must be the smaller one");
    refuses(f, "scale nan:1", "scale: 'nan:1' is none of");
    refuses(f, "scale lock", "scale: 'lock' is none of");
    refuses(f, "zoom 0.5", "zoom: '0.5' is not FACTOR [X Y]");
    refuses(f, "zoom 65", "zoom: '65' is not");
    refuses(f, "zoom 2 0.5", "zoom: '2 0.5' is not");
    refuses(f, "zoom 2 0.5 1.5", "zoom: '2 0.5 1.5' is not");
    refuses(f, "zoom 2 0 0 0", "zoom: '2 0 0 0' is not");
    refuses(f, "zoom nan", "zoom: 'nan' is not");
    refuses(f, "play 2", "play: '2' is not a number from 0 to 1");
    refuses(f, "part -1", "part: '-1' is not a number of terms");
    refuses(f, "fold map", "fold: 'map' is not map|notes|timeline=auto|open|shut");
    refuses(f, "fold door=open", "fold: 'door=open' is not");
    refuses(f, "fold map=ajar", "fold: 'map=ajar' is not");
    refuses(f, "show", "show: nothing follows");
    refuses(f, "search beam=1", "search: 'beam=1' is not greedy, beam=2…8");
    refuses(f, "search beam=9", "search: 'beam=9' is not");
    refuses(f, "search top-k=3", "search: 'top-k=3' is not");
    refuses(f, "search sample=1 top-p=0", "search: 'sample=1 top-p=0' is not");
    refuses(f, "search sample=1 top-p=1.1", "search: 'sample=1 top-p=1.1' is not");
    refuses(f, "search greedy words=0", "search: 'greedy words=0' is not");
    refuses(f, "search sample=-1", "search: 'sample=-1' is not");
    refuses(f, "search node=2", "search: 'node=2' is not");
    refuses(f, "side left", "side: 'left' is none of after, before, difference");
    refuses(f, "sort size", "sort: 'size' is none of place, entropy");
    refuses(f, "cells square", "cells: 'square' is neither plain nor dots");
    refuses(f, "present maybe", "present: 'maybe' is neither off nor on");
    refuses(f, "compare encoder.0.self.qq", "compare: no value 'encoder.0.self.qq'");
    refuses(f, "compare encoder.0.self.q@x", "compare: '@x' is no decoding step");
    refuses(f, "compare encoder.0.self.q row=mouse", "compare: 'row=mouse' is not head=N");
    refuses(f, "compare encoder.0.self.q tail=3", "compare: 'tail=3' is not head=N");
}

/* A sentence may be of any length: in a line, in an address, beside another one. */
static void sentences_are_as_long_as_they_are(void **state) {
    Fixture *f = *state;
    enum { LONG = 1 << 18 };
    char *line = test_malloc(2 * LONG + 64), *at = line;
    at += sprintf(line, "text ");
    for (int i = 0; i < LONG; i++) *at++ = i % 7 ? 'a' : i % 2 ? ' ' : 'b';
    at[-1] = 'c';
    at += sprintf(at, "; compare encoder.0.self.q; compare-text ");
    memcpy(at, line + 5, LONG);
    at[LONG] = 0;
    at[3] = 'd';
    View v = parsed(f, line), back = view_default("");
    assert_int_equal(strlen(v.shown.of.text), LONG);
    assert_int_equal(strlen(v.shown.beside.of.text), LONG);
    Buffer said = {0}, link = {0};
    Error e;
    Link read;
    view_print(&v, &f->run, &said);
    link_print("", said.data, NULL, &link);
    assert_true(link_read(link.data, &f->arena, &read, &e));
    assert_string_equal(read.view, said.data);
    assert_true(view_parse(read.view, &f->run, &f->arena, &back, &e) && view_same(&v, &back));
    ((char *)back.shown.beside.of.text)[LONG - 1] = 'e';
    assert_false(view_same(&v, &back));
    assert_true(sizeof(View) < 24 * 1024); /* what is copied with each frame and each undo */
    buffer_free(&said);
    buffer_free(&link);
    test_free(line);
}

static void addresses_fall_back(void **state) {
    Fixture *f = *state;
    View v = view_default("x");
    Address a = view_address(&v, &f->run);
    assert_string_equal(f->run.programs[a.t].values[a.value].path, "encoder.0.self.weights");
    assert_int_equal(a.t, f->run.steps - 1);
    assert_false(a.has_cell);
    strcpy(v.shown.at.path, "encoder.7.self.weights");
    v.shown.at.t = 500;
    v.shown.at.head = 9;
    v.shown.at.row = v.shown.at.col = 0;
    a = view_address(&v, &f->run);
    assert_string_equal(f->run.programs[a.t].values[a.value].path, "encoder.0.self.weights");
    assert_int_equal(a.t, f->run.steps - 1);
    assert_true(a.has_cell);
    assert_int_equal(a.cell.sheet, 1);
}

/* Whatever a line holds comes back, and an address is nothing but letters that survive anywhere. */
static void links_hold_any_line(void **state) {
    static const char *const lines[] = {
        "depth step", "text le chien — «c'est» 100 % & # ? \\; ; show output.probabilities@3",
        "attend q=[1 2; 3 4] k=\"a b\"; what-if cell=encoder.0.self.q[0,1,2]=-1e-3", "text 猫 🐕"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Buffer b = {0};
        Arena arena = {0};
        Link link;
        Error e = {{0}};
        link_print("https://example.org/", lines[i], i ? "ru" : NULL, &b);
        assert_int_equal(
            b.data[strspn(b.data, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-._~=:@/,%#&")],
            0);
        assert_true(link_is(b.data));
        if (!link_read(b.data, &arena, &link, &e)) fail_msg("%s", e.text);
        assert_string_equal(link.view, lines[i]);
        assert_string_equal(link.language, i ? "ru" : "");
        buffer_free(&b);
        arena_free(&arena);
    }
}

static void links_are_refused(void **state) {
    static const char *const wrong[] = {"#",          "#lang=ru",  "#view=",
                                        "#view=%",    "#view=%g0", "#view=a%0",
                                        "#view=%00a", "#view=%C3", "https://example.org/?view=a"};
    static const char *const lines[] = {"depth step", "text #view=a", "", "https:"};
    (void)state;
    Arena arena = {0};
    Link link;
    Error e;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(link_read(wrong[i], &arena, &link, &e));
    assert_true(link_read("#lang=ru&view=a", &arena, &link, &e));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) assert_false(link_is(lines[i]));
    assert_true(link_is("#view=a") && link_is("file:///home/a.html#view=b"));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_hold_any_line),
        cmocka_unit_test(links_are_refused),
        cmocka_unit_test(reads_every_directive),
        cmocka_unit_test(silence_changes_nothing),
        cmocka_unit_test(shows_a_cell_by_its_address),
        cmocka_unit_test(lost_pins_are_dropped),
        cmocka_unit_test(semicolons_and_numbers_are_words_too),
        cmocka_unit_test(every_view_reads_back),
        cmocka_unit_test(prints_words),
        cmocka_unit_test(tells_its_run),
        cmocka_unit_test(any_text_is_one_line),
        cmocka_unit_test(prints_what_it_was_given),
        cmocka_unit_test(scales_are_read_back),
        cmocka_unit_test(each_directive_is_its_own),
        cmocka_unit_test(nothing_shown_is_untold),
        cmocka_unit_test(refusals_name_the_directive),
        cmocka_unit_test(sentences_are_as_long_as_they_are),
        cmocka_unit_test(addresses_fall_back),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
