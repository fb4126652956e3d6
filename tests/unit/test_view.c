/* Views as lines: every directive, token names, refusals, and lines that read back to the same
 * view. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/view.h"
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
    if (!view_parse(line, &f->run, &v, &e)) fail_msg("%s: %s", line, e.text);
    return v;
}

static void reads_every_directive(void **state) {
    View v = parsed(*state, "text a dog ; show decoder.1.cross.scores@1 head=1 form=bars; point "
                            "row=1 col=the#2;theme paper; "
                            "size 150; depth cell; zoom 2.5 0.25 1; play 0.75; part 3; "
                            "fold map=open notes=shut");
    assert_int_equal(v.form, FORM_BARS);
    assert_int_equal(v.depth, DEPTH_CELL);
    assert_true(v.zoom == 2.5f && v.pan_x == 0.25f && v.pan_y == 1);
    assert_true(v.played == 0.75f);
    assert_int_equal(v.part, 3);
    assert_int_equal(v.map, FOLD_OPEN);
    assert_int_equal(v.notes, FOLD_SHUT);
    assert_int_equal(v.timeline, FOLD_AUTO);
    assert_string_equal(v.text, "a dog");
    assert_string_equal(v.path, "decoder.1.cross.scores");
    assert_int_equal(v.t, 1);
    assert_int_equal(v.head, 1);
    assert_int_equal(v.row, 1);
    assert_int_equal(v.col, 3);
    assert_int_equal(v.theme, THEME_PAPER);
    assert_int_equal(v.text_size, 150);
}

static void silence_changes_nothing(void **state) {
    Fixture *f = *state;
    Error e;
    View v = parsed(f,
                    "show encoder.1.self.scores@0 head=1; point row=2 col=3; theme paper; size 85"),
         before = v;
    assert_true(view_parse("", &f->run, &v, &e));
    assert_true(view_parse(" ; ;", &f->run, &v, &e));
    assert_memory_equal(&v, &before, sizeof v);
    assert_true(view_parse("point row=cat", &f->run, &v, &e));
    assert_int_equal(v.row, 1);
    assert_int_equal(v.col, -1);
    assert_true(view_parse("show encoder.1.self.weights", &f->run, &v, &e));
    assert_int_equal(v.t, -1);
    assert_int_equal(v.head, 1);
    assert_true(view_parse("point none", &f->run, &v, &e));
    assert_int_equal(v.row, -1);
}

static void shows_a_cell_by_its_address(void **state) {
    View v = parsed(*state, "show encoder.0.self.weights[1,dog,the#2]");
    assert_int_equal(v.head, 1);
    assert_int_equal(v.row, 4);
    assert_int_equal(v.col, 3);
}

static void lost_pins_are_dropped(void **state) {
    Fixture *f = *state;
    Error e;
    View v = parsed(f, "show output.probabilities; point row=0 col=8");
    assert_true(view_parse("show encoder.0.self.q", &f->run, &v, &e));
    assert_int_equal(v.row, 0);
    assert_int_equal(v.col, -1);
}

static void semicolons_and_numbers_are_words_too(void **state) {
    Fixture *f = *state;
    char text[VIEW_TEXT];
    assert_true(view_text("theme paper; text the 3 \\; .", text));
    assert_string_equal(text, "the 3 ; .");
    assert_false(view_text("theme paper", text));
    assert_false(view_text("show text", text));
    View v = parsed(f, "show encoder.0.self.weights; point row=\\; col=3");
    assert_int_equal(v.row, 6);
    assert_int_equal(v.col, 3); /* a number, not the token "3", which is the sixth */
}

static void reads_back(Fixture *f, const View *v, const View *over) {
    Buffer line = {0}, again = {0};
    View back = *over;
    Error e = {{0}};
    view_print(v, &f->run, &line);
    if (!view_parse(line.data, &f->run, &back, &e)) fail_msg("%s: %s", line.data, e.text);
    view_print(&back, &f->run, &again);
    assert_string_equal(line.data, again.data);
    assert_string_equal(v->text, back.text);
    assert_string_equal(v->path, back.path);
    assert_true(v->t == back.t && v->head == back.head && v->row == back.row && v->col == back.col);
    assert_true(v->theme == back.theme && v->text_size == back.text_size && v->depth == back.depth);
    assert_true(v->form == back.form && v->map == back.map && v->notes == back.notes &&
                v->timeline == back.timeline);
    assert_true(v->zoom == back.zoom && v->pan_x == back.pan_x && v->pan_y == back.pan_y);
    assert_true(v->played == back.played && v->part == back.part);
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
            memset(v.path, 0, sizeof v.path);
            memset(over.text, 0, sizeof over.text);
            memset(over.path, 0, sizeof over.path);
            memset(v.text, 0, sizeof v.text);
            strcpy(v.text, "a \\ b; c");
            strcpy(v.path, p->values[value].path);
            v.t = n % 2 ? 0 : -1;
            v.head = value % 2;
            v.row = n;
            v.col = n < 0 ? -1 : s.cols - 1 - n % s.cols;
            v.depth = n < 0 ? (Depth)(value % DEPTH_ROW) : (Depth)(value % DEPTH_COUNT);
            v.form = (FigureForm)(value % FORM_COUNT);
            v.map = (Fold)(value % 3);
            v.timeline = (Fold)((value + n + 1) % 3);
            if (n == 2)
                v.zoom = 1.5f + (float)value / 7, v.pan_x = 1.0f / (float)(value + 1),
                v.pan_y = 0.3f;
            if (n == 3) v.played = 1.0f / (float)(value + 2), v.part = value;
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
    (void)state;
    RunOf of = {.text = "kept", .what = what_list("mask=off")}, before = of;
    Error e = {{0}};
    assert_true(view_run_of("theme paper", &of, &e));
    assert_true(view_same_run(&of, &before));
    assert_true(
        view_run_of("text a b; what-if scale=off swap-qk; search beam=3 node=7; show x", &of, &e));
    assert_string_equal(of.text, "a b");
    assert_string_equal(of.what.text, "scale=off swap-qk");
    assert_true(of.search.kind == SEARCH_BEAM && of.search.width == 3 && of.search.node == 7);
    assert_false(view_same_run(&of, &before));
    assert_true(view_run_of("what-if none; search sample=12 top-k=4", &of, &e));
    assert_string_equal(of.what.text, "");
    assert_true(of.search.kind == SEARCH_SAMPLE && of.search.seed == 12 && of.search.top_k == 4);
    before = of;
    assert_false(view_run_of("text c; search beam=12", &of, &e));
    assert_true(view_same_run(&of, &before));
}

/* Runs, sides and comparisons come back from the line as they were. */
static void prints_what_it_was_given(void **state) {
    Fixture *f = *state;
    static const char *const lines[] = {
        "what-if scale=off head=encoder.0.self:1:off; side difference",
        "search beam=4; sort entropy; cells dots",
        "search beam=4 node=9; present on",
        "search sample=77 top-k=3",
        "compare encoder.0.self.scores@1 head=1 form=ribbons row=2 col=3 difference",
        "compare encoder.0.self.weights row=cat col=the",
        ("compare encoder.0.self.q; compare-text a b c; compare-what-if mask=off; compare-search "
         "beam=2"),
        "what-if scale=off; compare encoder.0.self.q; compare-what-if none"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        View v = view_default("the cat"), back = view_default("");
        Buffer line = {0}, again = {0};
        Error e = {{0}};
        if (!view_parse(lines[i], &f->run, &v, &e)) fail_msg("%s", e.text);
        view_print(&v, &f->run, &line);
        if (!view_parse(line.data, &f->run, &back, &e)) fail_msg("%s", e.text);
        assert_memory_equal(&v, &back, sizeof v);
        view_print(&back, &f->run, &again);
        assert_string_equal(line.data, again.data);
        buffer_free(&line);
        buffer_free(&again);
    }
}

static void refuses(Fixture *f, const char *line, const char *sentence_start) {
    View v = view_default("x"), before = v;
    Error e = {{0}};
    assert_false(view_parse(line, &f->run, &v, &e));
    if (strncmp(e.text, sentence_start, strlen(sentence_start)) != 0)
        fail_msg("%s: '%s'", line, e.text);
    assert_memory_equal(&v, &before, sizeof v);
}

static void refusals_name_the_directive(void **state) {
    Fixture *f = *state;
    refuses(f, "attend q=[1 0; 0 1] k=[2; show weights", "attend: '[' is not closed");
    refuses(f, "compare scores; compare-attend q=[1", "compare-attend: '[' is not closed");
    refuses(
        f, "shows encoder.0.self.q",
        "'shows' is no directive: there are model, attend, text, what-if, search, show, point, "
        "depth, theme, size, zoom, play, part, fold, side, sort, enlarge, cells, present, compare, "
        "compare-model, compare-attend, compare-text, compare-what-if, compare-search and lesson");
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
            "show: form 'pie' is none of matrix, ribbons, bars, heads and tree");
    refuses(f, "depth deep", "depth: 'deep' is none of model, layer, sublayer, step, row and cell");
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
    char longer[2000] = "text ";
    memset(longer + 5, 'a', 600);
    refuses(f, longer, "text: more than 511 bytes");
    memset(longer + 5, 'a', sizeof longer - 6);
    longer[sizeof longer - 1] = 0;
    refuses(f, longer, "text: more than 511 bytes");
    char longest[VIEW_LINE + 1] = "show ";
    memset(longest + 5, 'a', sizeof longest - 6);
    refuses(f, longest, "the view is too long");
}

static void addresses_fall_back(void **state) {
    Fixture *f = *state;
    View v = view_default("x");
    Address a = view_address(&v, &f->run);
    assert_string_equal(f->run.programs[a.t].values[a.value].path, "encoder.0.self.weights");
    assert_int_equal(a.t, f->run.steps - 1);
    assert_false(a.has_cell);
    strcpy(v.path, "encoder.7.self.weights");
    v.t = 500;
    v.head = 9;
    v.row = v.col = 0;
    a = view_address(&v, &f->run);
    assert_int_equal(f->run.programs[a.t].values[a.value].step, 0);
    assert_int_equal(a.t, f->run.steps - 1);
    assert_true(a.has_cell);
    assert_int_equal(a.cell.sheet, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_directive),
        cmocka_unit_test(silence_changes_nothing),
        cmocka_unit_test(shows_a_cell_by_its_address),
        cmocka_unit_test(lost_pins_are_dropped),
        cmocka_unit_test(semicolons_and_numbers_are_words_too),
        cmocka_unit_test(every_view_reads_back),
        cmocka_unit_test(prints_words),
        cmocka_unit_test(tells_its_run),
        cmocka_unit_test(prints_what_it_was_given),
        cmocka_unit_test(refusals_name_the_directive),
        cmocka_unit_test(addresses_fall_back),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
