/* Scenes as SVG: every kind of mark is there as an element, what was typed stays text, cells lie
   where the painter puts them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/font_fixed.h"
#include "export/svg.h"

static bool small_png(const Canvas *c, Buffer *out, Error *e) {
    (void)e;
    buffer_print(out, "%dx%d", c->width, c->height);
    return true;
}

static bool no_png(const Canvas *c, Buffer *out, Error *e) {
    (void)c, (void)out;
    return error_set(e, "no picture");
}

/* The SVG of a single mark. Valid until the next one. */
static const char *svg_of(Item item, SvgInfo info) {
    static char text[1 << 20];
    Scene s = {.width = 200, .height = 100, .ground = 0x102030ff, .items = &item, .count = 1};
    Buffer b = {0};
    Error e = {{0}};
    if (!info.png) info.png = small_png;
    if (!svg_print(&s, &info, &b, &e)) fail_msg("%s", e.text);
    assert_true(b.size < sizeof text);
    strcpy(text, b.data);
    buffer_free(&b);
    return text;
}

static void holds(const char *svg, const char *part) {
    if (!strstr(svg, part)) fail_msg("'%s' is not in %s", part, svg);
}

/* Tags close in the order in which they opened, and attributes are quoted: XML, as far as we write
 * it. */
static void well_formed(const char *svg) {
    char open[16][32];
    int depth = 0;
    for (const char *p = strchr(svg, '\n'); (p = strchr(p, '<')); p = strchr(p, '>')) {
        char name[32] = "";
        sscanf(p[1] == '/' ? p + 2 : p + 1, "%31[a-zA-Z:]", name);
        const char *end = strchr(p, '>');
        assert_non_null(end);
        int quotes = 0;
        for (const char *q = p; q < end; q++) quotes += *q == '"';
        assert_int_equal(quotes % 2, 0);
        if (p[1] == '/') {
            assert_true(depth > 0);
            assert_string_equal(open[--depth], name);
        } else if (end[-1] != '/')
            strcpy(open[depth++], name);
    }
    assert_int_equal(depth, 0);
}

static void every_mark_is_an_element(void **state) {
    static const Color cells[4] = {0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff};
    static const struct {
        Item item;
        const char *element;
    } cases[] = {
        {{.kind = ITEM_BOX, .x = 1, .y = 2, .w = 10, .h = 20, .fill = 0x112233ff},
         "<rect x=\"1\" y=\"2\" width=\"10\""},
        {{.kind = ITEM_LINE, .x = 1, .y = 2, .x2 = 3, .y2 = 4, .line = 2, .fill = 0xff},
         "<line x1=\"1\" y1=\"2\""},
        {{.kind = ITEM_CURVE, .p = {0, 1, 2, 3, 4, 5, 6, 7.25f}, .line = 1, .fill = 0xff},
         "d=\"M0 1C2 3 4 5 6 7.25\""},
        {{.kind = ITEM_TEXT, .x = 5, .y = 6, .w = 30, .pixels = 12, .fill = 0xff, .text = "abc"},
         ">abc</text>"},
        {{.kind = ITEM_TEXT, .face = FACE_ITALIC, .pixels = 12, .fill = 0xff, .text = "abc"},
         " font-style=\"italic\""},
        {{.kind = ITEM_CELLS, .w = 20, .h = 20, .cells = cells, .rows = 2, .cols = 2},
         "<rect x=\"10\" y=\"10\" width=\"10\""},
        {{.kind = ITEM_HATCH, .w = 20, .h = 20, .gap = 5, .line = 1, .fill = 0xff},
         "M0 6.36L6.36 0L7.78 0L0 7.78Z"},
        {{.kind = ITEM_POLYGON, .rows = 3, .p = {0, 0, 1, 0, 1, 1}, .fill = 0xff},
         "points=\"0 0 1 0 1 1\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *svg = svg_of(cases[i].item, (SvgInfo){0});
        holds(svg, cases[i].element);
        holds(svg, "fill=\"#102030\"");
        well_formed(svg);
    }
}

static void outlines_lie_inside(void **state) {
    (void)state;
    Item box = {.kind = ITEM_BOX,
                .x = 10,
                .y = 10,
                .w = 20,
                .h = 10,
                .radius = 4,
                .line = 2,
                .fill = 0xffffffff,
                .stroke = 0x000000ff};
    const char *svg = svg_of(box, (SvgInfo){0});
    holds(svg, "<rect x=\"11\" y=\"11\" width=\"18\" height=\"8\" rx=\"3\"");
    holds(svg, "stroke-width=\"2\"");
    box.fill = 0;
    holds(svg_of(box, (SvgInfo){0}), "fill=\"none\"");
}

static void fills_reach_under_outlines(void **state) {
    (void)state;
    Item box = {
        .kind = ITEM_BOX, .w = 20, .h = 10, .line = 4, .fill = 0xffffffff, .stroke = 0x00000080};
    const char *svg = svg_of(box, (SvgInfo){0});
    holds(svg, "<rect x=\"0\" y=\"0\" width=\"20\" height=\"10\" fill=\"#ffffff\"/>");
    holds(svg, "<rect x=\"2\" y=\"2\" width=\"16\" height=\"6\" fill=\"none\" stroke=\"#000000\" "
               "stroke-opacity=\"0.5\"");
}

static void no_number_is_none(void **state) {
    (void)state;
    Item line = {.kind = ITEM_LINE,
                 .x = NAN,
                 .y = INFINITY,
                 .x2 = -INFINITY,
                 .y2 = 1,
                 .line = 1,
                 .fill = 0xff};
    const char *svg = svg_of(line, (SvgInfo){0});
    assert_null(strstr(svg, "nan"));
    assert_null(strstr(svg, "inf"));
}

static void opacity_is_told(void **state) {
    (void)state;
    holds(svg_of((Item){.kind = ITEM_BOX, .w = 1, .h = 1, .fill = 0xff000080}, (SvgInfo){0}),
          "fill-opacity=\"0.5\"");
    holds(svg_of((Item){.kind = ITEM_LINE, .x2 = 9, .line = 0.5f, .fill = 0xff}, (SvgInfo){0}),
          "stroke-opacity=\"0.5\"");
}

static void typed_words_stay_words(void **state) {
    (void)state;
    const SvgText note = {"Sentence", "<a> & \"b\"\x01\xff"};
    Item text = {
        .kind = ITEM_TEXT, .w = 50, .pixels = 12, .fill = 0xff, .text = "<b>&\"x\"</b>  ж"};
    const char *svg = svg_of(
        text,
        (SvgInfo){.title = "a<b", .notes = &note, .note_count = 1, .family = {"My \"Font\""}});
    holds(svg, "&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;  ж</text>");
    holds(svg, "xml:space=\"preserve\"");
    holds(svg, "<title>a&lt;b</title>");
    holds(svg, "<a:note name=\"Sentence\">&lt;a&gt; &amp; &quot;b&quot;\xEF\xBF\xBD</a:note>");
    holds(svg, "font-family=\"My &quot;Font&quot;, ");
    well_formed(svg);
}

static void widths_are_kept(void **state) {
    (void)state;
    Item text = {.kind = ITEM_TEXT,
                 .w = 33.5f,
                 .pixels = 12,
                 .fill = 0xff,
                 .degrees = 45,
                 .x = 3,
                 .y = 4,
                 .text = "ab"};
    holds(svg_of(text, (SvgInfo){0}), "textLength=\"33.5\"");
    holds(svg_of(text, (SvgInfo){0}), "rotate(-45 3 4)");
    text.text = "a";
    assert_null(strstr(svg_of(text, (SvgInfo){0}), "textLength"));
}

static int count(const char *text, const char *part) {
    int n = 0;
    for (; (text = strstr(text, part)); text++) n++;
    return n;
}

static void cells_are_crisp(void **state) {
    static const Color row[6] = {0x111111ff, 0x111111ff, 0x222222ff,
                                 0x222222ff, 0x222222ff, 0x111111ff};
    (void)state;
    Item cells = {.kind = ITEM_CELLS,
                  .x = 0.4f,
                  .y = 0,
                  .w = 60,
                  .h = 10,
                  .cells = row,
                  .rows = 1,
                  .cols = 6};
    const char *svg = svg_of(cells, (SvgInfo){0});
    assert_int_equal(count(svg, "<rect x="), 3); /* neighbours of one colour are one */
    holds(svg, "<rect x=\"20\" y=\"0\" width=\"30\" height=\"10\" fill=\"#222222\"");
    cells.gap = 1;
    svg = svg_of(cells, (SvgInfo){0});
    assert_int_equal(count(svg, "<rect x="), 6);
    holds(svg, "<rect x=\"10\" y=\"0\" width=\"9\""); /* what is free lets the ground through */
    holds(svg, "<rect x=\"50\" y=\"0\" width=\"10\"");
    holds(svg, "crispEdges");
    cells.h = 2; /* too flat for a free pixel below: then none beside, either */
    assert_int_equal(count(svg_of(cells, (SvgInfo){0}), "<rect x="), 3);
}

static void too_many_cells_are_a_picture(void **state) {
    static Color cells[200 * 200];
    (void)state;
    Item item = {.kind = ITEM_CELLS, .w = 400, .h = 400, .cells = cells, .rows = 200, .cols = 200};
    holds(svg_of(item, (SvgInfo){0}), "base64,NDAweDQwMA=="); /* "400x400" */
    item.rows = 1, item.h = 10, item.w = 100;                 /* smaller than pixels */
    holds(svg_of(item, (SvgInfo){0}), "base64,MTAweDEw\"");
    Scene s = {.width = 9, .height = 9, .items = &item, .count = 1};
    Buffer b = {0};
    Error e = {{0}};
    assert_false(svg_print(&s, &(SvgInfo){.png = no_png}, &b, &e));
    assert_string_equal(e.text, "no picture");
    buffer_free(&b);
}

static void ground_can_be_left_out(void **state) {
    (void)state;
    Item text = {.kind = ITEM_TEXT, .pixels = 12, .fill = 0xff, .text = "a"};
    assert_null(strstr(svg_of(text, (SvgInfo){.transparent = true}), "#102030"));
}

/* From right to left, in the order in which it is read. */
static void text_keeps_its_order(void **state) {
    (void)state;
    const char *svg =
        svg_of((Item){.kind = ITEM_TEXT, .pixels = 12, .fill = 0xff, .text = "שלום (a)"},
               (SvgInfo){.title = ""});
    holds(svg, "><tspan direction=\"rtl\" unicode-bidi=\"embed\">שלום (a)</tspan></text>");
    well_formed(svg);
    svg = svg_of((Item){.kind = ITEM_TEXT, .pixels = 12, .fill = 0xff, .text = "abc של def"},
                 (SvgInfo){.title = ""});
    holds(svg, ">abc של def</text>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_keeps_its_order),   cmocka_unit_test(every_mark_is_an_element),
        cmocka_unit_test(outlines_lie_inside),    cmocka_unit_test(opacity_is_told),
        cmocka_unit_test(typed_words_stay_words), cmocka_unit_test(widths_are_kept),
        cmocka_unit_test(cells_are_crisp),        cmocka_unit_test(too_many_cells_are_a_picture),
        cmocka_unit_test(ground_can_be_left_out), cmocka_unit_test(fills_reach_under_outlines),
        cmocka_unit_test(no_number_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
