/* The sentence field, from the line of text up to the app: typing, selecting, undoing, suggesting,
   and what the picture of it shows and answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/acts/sentence.h"
#include "app/app.h"
#include "app/layers/field.h"
#include "base/font_fixed.h"
#include "base/utf8.h"
#include "support/scene_faults.h"
#include "scene/panels/topbar.h"
#include "view/suggest.h"
#include "tiny_model.h"
#include "languages.h"

static Edit edit_of(const char *text) {
    static Arena arena;
    Edit e;
    edit_open(&e, text, &arena);
    edit_move(&e, EDIT_END, false);
    return e;
}

static void check(const Edit *e, const char *text, int anchor, int caret) {
    assert_string_equal(e->text, text);
    assert_int_equal(e->anchor, anchor);
    assert_int_equal(e->caret, caret);
}

static void typed_letters_go_to_the_caret(void **state) {
    Edit e = edit_of("the dog");
    (void)state;
    edit_move(&e, EDIT_WORD_LEFT, false);
    edit_insert(&e, "red ");
    check(&e, "the red dog", 8, 8);
    edit_move(&e, EDIT_START, false);
    edit_insert(&e, "\xC3\xA9t\xC3\xA9 "); /* été */
    check(&e, "\xC3\xA9t\xC3\xA9 the red dog", 6, 6);
}

static void lines_and_tabs_become_spaces_and_controls_go(void **state) {
    Edit e = edit_of("");
    (void)state;
    edit_insert(&e, "a\tb\r\nc\nd\xE2\x80\xA8"
                    "e\x07\x1b"
                    "f\xE2\x80\xAE"
                    "g");
    assert_string_equal(e.text, "a b c d efg");
}

static void malformed_bytes_are_left_out(void **state) {
    Edit e = edit_of("");
    (void)state;
    edit_insert(&e, "a\xFF"
                    "b\xC3"
                    "c\xED\xA0\x80"
                    "d\xE2\x82");
    assert_string_equal(e.text, "abcd");
    edit_insert(&e, "\xEF\xBF\xBD"); /* U+FFFD itself is a letter like others */
    assert_string_equal(e.text, "abcd\xEF\xBF\xBD");
}

static void a_full_line_takes_whole_letters_only(void **state) {
    char *most = test_malloc(EDIT_MOST + 1);
    (void)state;
    memset(most, 'x', EDIT_MOST - 1);
    most[EDIT_MOST - 1] = 0;
    Edit e = edit_of(most);
    edit_insert(&e, "\xC3\xA9"); /* two bytes, and one is free */
    assert_int_equal(strlen(e.text), EDIT_MOST - 1);
    edit_insert(&e, "yz");
    assert_int_equal(strlen(e.text), EDIT_MOST);
    assert_int_equal(e.text[EDIT_MOST - 1], 'y');
    edit_all(&e);
    edit_insert(&e, "short");
    check(&e, "short", 5, 5);
    memset(most, 'w', EDIT_MOST);
    most[EDIT_MOST] = 0;
    edit_all(&e);
    edit_insert(&e, most);
    assert_string_equal(e.text, most);
    test_free(most);
}

static void erasing_takes_letters_words_or_the_selection(void **state) {
    Edit e = edit_of("le chat \xC3\xA9gar\xC3\xA9"); /* égaré */
    (void)state;
    edit_erase(&e, EDIT_LEFT);
    check(&e, "le chat \xC3\xA9gar", 13, 13);
    edit_erase(&e, EDIT_WORD_LEFT);
    check(&e, "le chat ", 8, 8);
    edit_move(&e, EDIT_START, false);
    edit_erase(&e, EDIT_LEFT);
    check(&e, "le chat ", 0, 0);
    edit_erase(&e, EDIT_WORD_RIGHT);
    check(&e, "chat ", 0, 0);
    edit_erase(&e, EDIT_RIGHT);
    edit_move(&e, EDIT_RIGHT, true);
    edit_move(&e, EDIT_RIGHT, true);
    check(&e, "hat ", 0, 2);
    edit_erase(&e, EDIT_RIGHT);
    check(&e, "t ", 0, 0);
}

static void moves_stop_at_letters_and_at_the_ends(void **state) {
    Edit e = edit_of("a\xE2\x82\xAC b"); /* a€ b */
    (void)state;
    static const int left[] = {5, 4, 1, 0, 0};
    for (int i = 0; i < 5; i++) {
        edit_move(&e, EDIT_LEFT, false);
        assert_int_equal(e.caret, left[i]);
    }
    static const int right[] = {1, 4, 5, 6, 6};
    for (int i = 0; i < 5; i++) {
        edit_move(&e, EDIT_RIGHT, false);
        assert_int_equal(e.caret, right[i]);
    }
    edit_place(&e, 3, false); /* inside the € */
    assert_int_equal(e.caret, 1);
    edit_place(&e, 99, true);
    check(&e, e.text, 1, 6);
    edit_move(&e, EDIT_LEFT, false); /* to the selection's end, no further */
    check(&e, e.text, 1, 1);
    edit_place(&e, -4, false);
    assert_int_equal(e.caret, 0);
}

static void selected(const Edit *e, const char *text) {
    int low = edit_low(e), size = edit_high(e) - low;
    assert_int_equal(size, strlen(text));
    assert_memory_equal(e->text + low, text, (size_t)size);
}

static void words_are_selected_with_their_letters(void **state) {
    Edit e = edit_of("the  lost dog");
    (void)state;
    edit_word(&e, 7);
    selected(&e, "lost");
    edit_word(&e, 3);
    selected(&e, "  ");
    edit_word(&e, 13);
    selected(&e, "dog");
    edit_move(&e, EDIT_WORD_LEFT, true); /* from the caret, behind "dog", back to its anchor */
    selected(&e, "");
    e = edit_of("");
    edit_word(&e, 0);
    selected(&e, "");
}

static void type(EditHistory *h, Edit *e, const char *letters) {
    for (; *letters; letters++) {
        Edit was = *e;
        edit_insert(e, (char[]){*letters, 0});
        edit_remember(h, &was, e, EDIT_TYPED);
    }
}

static void undo_goes_back_by_words(void **state) {
    static EditHistory h;
    Edit e = edit_of("");
    (void)state;
    edit_history_open(&h, &e);
    type(&h, &e, "the cat");
    assert_true(edit_undo(&h, &e));
    assert_string_equal(e.text, "the ");
    assert_true(edit_undo(&h, &e));
    assert_string_equal(e.text, "");
    assert_false(edit_undo(&h, &e));
    assert_true(edit_redo(&h, &e));
    assert_true(edit_redo(&h, &e));
    check(&e, "the cat", 7, 7);
    assert_false(edit_redo(&h, &e));
    assert_true(edit_undo(&h, &e));
    type(&h, &e, "dog"); /* another future */
    assert_false(edit_redo(&h, &e));
    assert_string_equal(e.text, "the dog");
}

static void a_moved_caret_begins_another_change(void **state) {
    static EditHistory h;
    Edit e = edit_of("");
    (void)state;
    edit_history_open(&h, &e);
    type(&h, &e, "ab");
    edit_move(&e, EDIT_START, false);
    type(&h, &e, "cd");
    assert_string_equal(e.text, "cdab");
    assert_true(edit_undo(&h, &e));
    check(&e, "ab", 0, 0);
    assert_true(edit_undo(&h, &e));
    assert_string_equal(e.text, "");
}

static void a_long_history_forgets_its_beginning(void **state) {
    static EditHistory h;
    Edit e = edit_of("");
    int undone = 0;
    (void)state;
    edit_history_open(&h, &e);
    for (int i = 0; i < 100; i++) type(&h, &e, "a ");
    while (edit_undo(&h, &e)) undone++;
    assert_int_equal(undone, EDIT_STATES - 1);
    assert_int_equal(strlen(e.text), 2 * (100 - undone));
}

/* What is typed in a long line costs what can be undone, not each key the whole line again. */
static void a_long_line_holds_what_can_be_undone(void **state) {
    enum { LONG = 1 << 16, KEYS = 2000 };
    static EditHistory h;
    char *text = test_malloc(LONG + 1);
    Edit e;
    (void)state;
    memset(text, 'x', LONG);
    text[LONG] = 0;
    edit_open(&e, text, &h.texts);
    edit_move(&e, EDIT_END, false);
    edit_history_open(&h, &e);
    for (int i = 0; i < KEYS; i++) type(&h, &e, i % 8 ? "y" : " ");
    assert_int_equal(strlen(e.text), LONG + KEYS);
    assert_true(arena_held(&h.texts) < (size_t)8 * EDIT_STATES * LONG);
    for (int undone = 0; undone < EDIT_STATES - 1; undone++) assert_true(edit_undo(&h, &e));
    assert_memory_equal(e.text, text, LONG);
    assert_int_equal(e.text[LONG], ' ');
    test_free(text);
    arena_free(&h.texts);
}

/* No sequence of operations leaves the text malformed, or caret or anchor outside it or inside a
 * letter. */
static void nothing_breaks_the_text(void **state) {
    static const char *const pieces[] = {
        "a", " ", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x90\x95", "x\ny", "\xF0\x9F", "word "};
    static EditHistory h;
    Random r = random_seed(11, 3);
    Edit e = edit_of("the dog");
    (void)state;
    edit_history_open(&h, &e);
    for (int i = 0; i < 20000; i++) {
        Edit was = e;
        EditMove move = (EditMove)random_below(&r, EDIT_END + 1);
        switch (random_below(&r, 10)) {
        case 0: edit_erase(&e, move); break;
        case 1:
        case 2: edit_move(&e, move, random_below(&r, 2)); break;
        case 3:
            edit_place(&e, random_below(&r, (int)strlen(e.text) + 20) - 10, random_below(&r, 2));
            break;
        case 4: edit_word(&e, random_below(&r, (int)strlen(e.text) + 1)); break;
        case 5: random_below(&r, 2) ? edit_undo(&h, &e) : edit_redo(&h, &e), was = e; break;
        default: edit_insert(&e, pieces[random_below(&r, 8)]); break;
        }
        edit_remember(&h, &was, &e, (EditChange)random_below(&r, 3));
        size_t size = strlen(e.text);
        assert_true(size <= EDIT_MOST && utf8_valid(e.text, size));
        assert_true(e.caret >= 0 && (size_t)e.caret <= size && e.anchor >= 0 &&
                    (size_t)e.anchor <= size);
        assert_true(((unsigned char)e.text[e.caret] & 0xC0) != 0x80);
        assert_true(((unsigned char)e.text[e.anchor] & 0xC0) != 0x80);
    }
}

typedef struct Fixture {
    Arena arena;
    Model model;
    Lang lang;
    Font font;
    App app;
} Fixture;

static int setup(void **state) {
    static Fixture f;
    Error e = {{0}};
    f = (Fixture){0};
    f.model = tiny_model(&f.arena);
    f.font = font_fixed(&f.arena);
    read_language("assets/lang/en.txt", NULL, &f.arena, &f.lang);
    AppSetup s = {.model = &f.model,
                  .kernels = kernels_named("plain"),
                  .languages = {&f.lang},
                  .language_count = 1,
                  .text = "the cat sees a dog .",
                  .view = "depth step",
                  .seed = 5};
    if (!app_open(&f.app, &s, &e)) fail_msg("%s", e.text);
    app_resize(&f.app, 1440, 900, &f.font);
    *state = &f;
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    app_close(&f->app);
    arena_free(&f->arena);
    return 0;
}

static Model words_model(Arena *arena) {
    static const char *const words[] = {"<pad>", "<bos>", "<eos>",  "cats",   "car",
                                        "cat",   "cars",  "castle", "carrot", "castles",
                                        "does",  "not",   "dog",    ".",      "it's"};
    Model m = tiny_model(arena);
    m.source = vocab_make(words, sizeof words / sizeof *words, arena);
    return m;
}

static void check_words(const Model *m, const char *text, const char *expected) {
    Edit e = edit_of(text);
    Suggestions s = suggest(m, &e);
    char all[256] = "";
    for (int i = 0; i < s.count; i++) {
        strcat(all, i > 0 ? " " : "");
        strcat(all, m->source.words[s.token[i]]);
    }
    assert_string_equal(all, expected);
}

static void suggestions_begin_with_what_is_typed(void **state) {
    Fixture *f = *state;
    Model m = words_model(&f->arena);
    check_words(&m, "dog ca", "car cat cats cars castle carrot");
    check_words(&m, "CAR", "cars carrot");
    check_words(&m, "castle", "castles");
    check_words(&m, "castles", ""); /* complete */
    check_words(&m, "it\xE2\x80\x99", "it's");
    check_words(&m, "dog ", "");
    check_words(&m, "", "");
    check_words(&m, "<p", "");
    Edit e = edit_of("ca");
    edit_all(&e);
    assert_int_equal(suggest(&m, &e).count, 0);
    m.config.tokens = TOKENS_CHARACTERS;
    check_words(&m, "ca", "");
}

static void unknown_words_get_similar_ones(void **state) {
    Fixture *f = *state;
    Model m = words_model(&f->arena);
    Edit e = edit_of("the dogg");
    Suggestions s = suggest(&m, &e);
    assert_true(s.near && s.count >= 1);
    assert_string_equal(m.source.words[s.token[0]], "dog");
    assert_int_equal(s.bad_from, 4); /* the one at the caret, though "the" is unknown, too */
    assert_int_equal(s.bad_to, 8);
    assert_true(suggest_take(&m, &e, 0));
    assert_string_equal(e.text, "the dog ");
    s = suggest(&m, &e);
    assert_int_equal(s.bad_from, 0);
    assert_int_equal(s.bad_to, 3);
}

static void only_words_that_the_tokenizer_refuses_are_unknown(void **state) {
    Fixture *f = *state;
    Model m = words_model(&f->arena);
    int from, to;
    Edit e = edit_of("Cat doesn't dog.");
    assert_false(suggest_unknown(&m, &e, 0, &from, &to));
    e = edit_of("xx cat, ca");
    assert_true(suggest_unknown(&m, &e, 0, &from, &to));
    assert_int_equal(from, 0);
    assert_int_equal(to, 2);
    assert_true(
        suggest_unknown(&m, &e, to, &from, &to)); /* the comma, which this vocabulary lacks */
    assert_int_equal(from, 6);
    assert_false(suggest_unknown(&m, &e, to, &from, &to)); /* "ca" may still become a word */
    edit_move(&e, EDIT_START, false);
    assert_true(suggest_unknown(&m, &e, 7, &from, &to));
    assert_int_equal(from, 8);
}

static void a_suggestion_replaces_the_word(void **state) {
    Fixture *f = *state;
    Model m = words_model(&f->arena);
    Edit e = edit_of("cas dog");
    edit_place(&e, 3, false);
    assert_true(suggest_take(&m, &e, 1));
    check(&e, "castles dog", 8, 8);
    assert_false(suggest_take(&m, &e, 0));
    e = edit_of("cat do");
    assert_false(suggest_take(&m, &e, 5));
    assert_true(suggest_take(&m, &e, 0));
    check(&e, "cat dog ", 8, 8);
}

static void a_sentence_is_typed_and_kept(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    assert_false(field_key(app, KEY_LEFT, 0));
    field_open(app);
    check(&app->view.passing.edit, "the cat sees a dog .", 0, 20);
    field_type(app, "t");
    assert_true(field_key(app, KEY_TAB, 0)); /* the */
    field_type(app, "d");
    assert_true(field_key(app, KEY_DOWN, 0));
    assert_int_equal(app->view.passing.edit.choice, 0);
    assert_true(field_key(app, KEY_ENTER, 0)); /* takes dog, and stays open */
    assert_string_equal(app->view.passing.edit.text, "the dog ");
    app->scene_stale = app->dirty = false;
    assert_true(field_key(app, KEY_ENTER, 0));
    assert_false(app->view.passing.edit.on);
    assert_true(app->scene_stale && app->dirty);
    assert_string_equal(app->view.shown.of.text, "the dog");
    assert_int_equal(app->run.source.count, 2);
}

static void a_bad_sentence_keeps_the_field_open(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    field_open(app);
    field_type(app, "the elephant");
    field_key(app, KEY_ENTER, 0);
    assert_true(app->view.passing.edit.on);
    assert_string_equal(app->view.passing.edit.text, "the elephant");
    assert_non_null(strstr(app->view.passing.toast, "elephant"));
    assert_string_equal(app->view.shown.of.text, "the cat sees a dog .");
    field_key(app, KEY_ESCAPE, 0);
    assert_false(app->view.passing.edit.on);
    assert_string_equal(app->view.shown.of.text, "the cat sees a dog .");
}

static void the_clipboard_takes_and_gives(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    field_open(app);
    field_key(app, 'c', KEY_CTRL);
    assert_string_equal(app->clipboard, "the cat sees a dog .");
    field_key(app, KEY_END, 0);
    field_key(app, KEY_LEFT, KEY_CTRL | KEY_SHIFT);
    field_key(app, KEY_LEFT, KEY_CTRL | KEY_SHIFT);
    field_key(app, 'x', KEY_CTRL);
    assert_string_equal(app->clipboard, "dog .");
    assert_string_equal(app->view.passing.edit.text, "the cat sees a ");
    field_key(app, 'v', KEY_CTRL);
    assert_true(app->paste_wanted);
    field_paste(app, "cat\n.");
    assert_string_equal(app->view.passing.edit.text, "the cat sees a cat .");
    field_key(app, 'z', KEY_CTRL);
    assert_string_equal(app->view.passing.edit.text, "the cat sees a ");
    field_key(app, 'z', KEY_CTRL);
    assert_string_equal(app->view.passing.edit.text, "the cat sees a dog .");
    field_key(app, 'z', KEY_CTRL | KEY_SHIFT);
    field_key(app, 'y', KEY_CTRL);
    assert_string_equal(app->view.passing.edit.text, "the cat sees a cat .");
    assert_false(field_key(app, 'q', KEY_CTRL));
}

static const Target *field_target(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_FIELD) return &s->targets[i];
    fail_msg("no field");
    return NULL;
}

/* The left edge of a byte in the drawn text. */
static float edge(App *app, int place) {
    const Target *t = field_target(app);
    char part[512];
    memcpy(part, t->text, (size_t)(place - t->row0));
    part[place - t->row0] = 0;
    return t->x + (float)t->col0 + font_width(app->font, t->face, t->pixels, part);
}

static void the_pointer_places_and_selects(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    field_press(app, app_scene(app), edge(app, 4) + 1, 0, false);
    check(&app->view.passing.edit, "the cat sees a dog .", 4, 4);
    field_drag(app, app_scene(app), edge(app, 12) - 1);
    check(&app->view.passing.edit, "the cat sees a dog .", 4, 12);
    field_press(app, app_scene(app), edge(app, 9), 0, true);
    check(&app->view.passing.edit, "the cat sees a dog .", 8, 12);
    field_press(app, app_scene(app), edge(app, 14), KEY_SHIFT, false);
    check(&app->view.passing.edit, "the cat sees a dog .", 8, 14);
    field_press(app, app_scene(app), field_target(app)->x, 0, false);
    assert_int_equal(app->view.passing.edit.caret, 0);
    field_press(app, app_scene(app), 1e6f, 0, false);
    assert_int_equal(app->view.passing.edit.caret, 20);
}

/* In every state the drawn text is a part of the edited one with the caret in it, and stays inside
 * the field. */
static void a_long_line_keeps_its_caret_in_sight(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    Random r = random_seed(3, 3);
    app_resize(app, 700, 500, &f->font);
    field_open(app);
    for (int i = 0; i < 60; i++) field_type(app, i % 3 ? "cat " : "\xC3\xA9l\xC3\xA9phant ");
    for (int i = 0; i < 60; i++) {
        static const int keys[] = {KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_BACKSPACE};
        field_key(app, keys[random_below(&r, 5)], random_below(&r, 2) ? KEY_CTRL : 0);
        const Target *t = field_target(app);
        const Edit *e = &app->view.passing.edit;
        int size = (int)strlen(t->text);
        assert_memory_equal(e->text + t->row0, t->text, (size_t)size);
        assert_true(e->caret >= t->row0 && e->caret <= t->row0 + size);
        assert_true(utf8_valid(t->text, (size_t)size));
        assert_true((float)t->col0 + font_width(app->font, t->face, t->pixels, t->text) <= t->w);
        assert_true(size > 20);
    }
}

static void a_click_does_not_move_a_long_line(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    app_resize(app, 700, 500, &f->font);
    field_open(app);
    for (int i = 0; i < 60; i++) field_type(app, "cat ");
    int first = field_target(app)->row0;
    assert_true(first > 0);
    field_press(app, app_scene(app), edge(app, first + 6), 0, false);
    assert_int_equal(app->view.passing.edit.caret, first + 6);
    assert_int_equal(field_target(app)->row0, first);
    field_key(app, KEY_LEFT, 0);
    assert_int_equal(field_target(app)->row0, first);
    field_press(app, app_scene(app), edge(app, first), 0, false);
    field_drag(app, app_scene(app), 0); /* beyond the left end: one letter back */
    assert_int_equal(app->view.passing.edit.caret, first - 1);
    assert_int_equal(field_target(app)->row0, first - 1);
}

static void suggestions_can_be_clicked(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    const Target *target = NULL;
    field_open(app);
    field_type(app, "the c");
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CHOICE) target = &s->targets[i];
    assert_non_null(target);
    field_choose(app, target->row0);
    assert_string_equal(app->view.passing.edit.text, "the cat ");
}

/* An unknown word brings all that are known, those like it first; a click puts one in its place. */
static void known_words_are_listed_and_clicked(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    int words = 0, first = -1;
    field_open(app);
    field_type(app, "the zzz catt");
    field_key(app, KEY_HOME, 0);
    app_key(app, KEY_RIGHT, KEY_CTRL);
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind != TARGET_CHOICE || t->row0 < SUGGEST_MOST) continue;
        if (!words++) first = i;
    }
    assert_int_equal(words, app->run.model->source.count - TOKEN_FIRST);
    field_key(app, KEY_END, 0); /* now the last one is asked about */
    s = app_scene(app);
    for (int i = first = 0; i < s->target_count && !first; i++)
        if (s->targets[i].kind == TARGET_CHOICE && s->targets[i].row0 >= SUGGEST_MOST) first = i;
    assert_string_equal(app->run.model->source.words[s->targets[first].row0 - SUGGEST_MOST], "cat");
    app_click(app, s->targets[first].x + 2, s->targets[first].y + 2);
    assert_string_equal(app->view.passing.edit.text, "the zzz cat ");
    assert_true(app->view.passing.edit.on);
}

/* Nothing overlaps, nothing is cut, whatever is typed or selected. */
static void the_bar_has_no_faults(void **state) {
    static const struct {
        int width, height, type;
    } sizes[] = {{320, 320, 100},  {640, 400, 100},  {640, 400, 200},
                 {800, 600, 150},  {960, 600, 100},  {1100, 600, 75},
                 {1440, 900, 100}, {1440, 900, 200}, {3840, 2160, 100}};
    static const char *const texts[] = {"", "the ca", "the zzz gives", "xxcat dog a", "\xC3\xA9"};
    Fixture *f = *state;
    App *app = &f->app;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < 2 * (sizeof texts / sizeof *texts); k++) {
            Arena arena = {0}, typed = {0};
            Scene s = {.width = sizes[i].width, .height = 2000, .speech = "", .arena = &arena};
            Stage stage;
            Buffer out = {0};
            View v = app->view;
            v.shown.setting.text_size = sizes[i].type;
            edit_open(&v.passing.edit, texts[k / 2], &typed);
            if (k % 2) edit_move(&v.passing.edit, EDIT_END, false);
            if (k % 2) v.passing.edit.choice = 0;
            SceneInput in = {.view = &v,
                             .run = &app->run,
                             .width = sizes[i].width,
                             .height = sizes[i].height,
                             .frame = true,
                             .font = &f->font,
                             .lang = &f->lang};
            s.height = in.height;
            stage_open(&stage, &in, &arena, &s);
            float high = topbar_height(&stage);
            stage.group = "frame";
            topbar_draw(&stage, (Rect){0, 0, (float)in.width, high});
            stage.group = "overlay";
            topbar_overlay(&stage);
            if (scene_faults(&s, &f->font, &out) > 0)
                fail_msg("%d × %d: %s", in.width, in.height, out.data);
            for (int n = 0; n < s.target_count; n++) {
                const Target *t = &s.targets[n];
                assert_true(t->x >= 0 && t->x + t->w <= (float)in.width && t->w > 0);
                if (t->kind == TARGET_FIELD)
                    assert_true(t->w >= 150 && t->y >= -1 && t->y + t->h <= high + 1);
            }
            buffer_free(&out);
            arena_free(&typed);
            arena_free(&arena);
        }
}

static void the_dice_are_repeatable_and_readable(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    char first[5][512];
    app->dice = random_seed(9, 1);
    for (int i = 0; i < 5; i++) {
        assert_true(sentence_dice(app));
        strcpy(first[i], app->view.shown.of.text);
        if (i > 0) assert_string_not_equal(first[i], first[i - 1]);
        assert_true(app->run.source.count >= 3);
    }
    app->dice = random_seed(9, 1);
    for (int i = 0; i < 5; i++) {
        assert_true(sentence_dice(app));
        assert_string_equal(app->view.shown.of.text, first[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_letters_go_to_the_caret),
        cmocka_unit_test(lines_and_tabs_become_spaces_and_controls_go),
        cmocka_unit_test(malformed_bytes_are_left_out),
        cmocka_unit_test(a_full_line_takes_whole_letters_only),
        cmocka_unit_test(erasing_takes_letters_words_or_the_selection),
        cmocka_unit_test(moves_stop_at_letters_and_at_the_ends),
        cmocka_unit_test(words_are_selected_with_their_letters),
        cmocka_unit_test(undo_goes_back_by_words),
        cmocka_unit_test(a_moved_caret_begins_another_change),
        cmocka_unit_test(a_long_history_forgets_its_beginning),
        cmocka_unit_test(a_long_line_holds_what_can_be_undone),
        cmocka_unit_test(nothing_breaks_the_text),
        cmocka_unit_test_setup_teardown(suggestions_begin_with_what_is_typed, setup, teardown),
        cmocka_unit_test_setup_teardown(unknown_words_get_similar_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(only_words_that_the_tokenizer_refuses_are_unknown, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_suggestion_replaces_the_word, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sentence_is_typed_and_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(a_bad_sentence_keeps_the_field_open, setup, teardown),
        cmocka_unit_test_setup_teardown(the_clipboard_takes_and_gives, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pointer_places_and_selects, setup, teardown),
        cmocka_unit_test_setup_teardown(a_long_line_keeps_its_caret_in_sight, setup, teardown),
        cmocka_unit_test_setup_teardown(a_click_does_not_move_a_long_line, setup, teardown),
        cmocka_unit_test_setup_teardown(known_words_are_listed_and_clicked, setup, teardown),
        cmocka_unit_test_setup_teardown(suggestions_can_be_clicked, setup, teardown),
        cmocka_unit_test_setup_teardown(the_bar_has_no_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(the_dice_are_repeatable_and_readable, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
