/* A deck's page: head, slides, and the script behind them. */
#include "export/deck.h"

#include <stdlib.h>
#include <string.h>

#include "export/html.h"

static void attribute(const char *name, const char *value, Buffer *out) {
    buffer_print(out, " %s=\"", name);
    html_text(value, out);
    buffer_text(out, "\"");
}

static void deck_element(const char *tag, const char *words, Buffer *out) {
    buffer_print(out, "<%s>", tag);
    html_text(words, out);
    buffer_print(out, "</%s>\n", tag);
}

static void variable(const char *name, Color c, Buffer *out) {
    buffer_print(out, "--%s:#%06x;", name, (unsigned)(c >> 8));
}

static void print_colors(const DeckColors *c, Buffer *out) {
    buffer_text(out, ":root{");
    variable("ground", c->ground, out);
    variable("line", c->line, out);
    variable("text", c->text, out);
    variable("muted", c->muted, out);
    variable("q", c->q, out);
    variable("k", c->k, out);
    variable("v", c->v, out);
    variable("s", c->s, out);
    variable("o", c->o, out);
    variable("f", c->f, out);
    variable("hot", c->hot, out);
    buffer_text(out, "}\n");
}

/* Of a text that is an address: it ends before its last part. */
static void print_folder(const char *address, Buffer *out) {
    char *text = strdup(address);
    *(strrchr(text, '/') + 1) = 0;
    html_text(text, out);
    free(text);
}

/* The policy lets a browser fetch nothing but the pictures beside the page and, where they come
   alive, the program. */
static void print_policy(const char *live, Buffer *out) {
    buffer_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "img-src data: file: 'self'");
    if (live) buffer_text(out, " blob:");
    buffer_text(out, "; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
    if (live) {
        buffer_text(out, " 'wasm-unsafe-eval' ");
        print_folder(live, out);
        buffer_text(out, "; connect-src ");
        print_folder(live, out);
    }
    buffer_text(out, "\">\n");
}

static void print_head(const DeckInfo *info, Buffer *out) {
    buffer_text(out, "<!DOCTYPE html>\n<html");
    attribute("lang", info->language, out);
    buffer_text(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    print_policy(info->live, out);
    buffer_text(out, "<meta name=\"generator\"");
    attribute("content", info->program, out);
    buffer_print(out, ">\n<meta name=\"color-scheme\" content=\"%s\">\n",
                 info->night ? "dark" : "light");
    deck_element("title", info->title, out);
    buffer_text(out, "<style>\n");
    print_colors(&info->colors, out);
    buffer_text(out, info->style);
    buffer_text(out, "</style>\n</head>\n");
}

static void print_figure(const DeckSlide *s, bool live, Buffer *out) {
    buffer_text(out, "<figure>");
    /* A file's name as an address; what is data stays as it is. */
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/@";
    buffer_text(out, "<img src=\"");
    if (strncmp(s->image, "data:", 5) == 0)
        html_text(s->image, out);
    else
        for (const char *at = s->image; *at; at++)
            if (strchr(plain, *at))
                buffer_add(out, at, 1);
            else
                buffer_print(out, "%%%02X", (unsigned)(unsigned char)*at);
    buffer_text(out, "\"");
    attribute("alt", s->alt ? s->alt : s->title ? s->title : "", out);
    if (s->width > 0 && s->height > 0)
        buffer_print(out, " width=\"%d\" height=\"%d\"", s->width, s->height);
    if (live && s->link) attribute("data-view", strchr(s->link, '#'), out);
    buffer_text(out, "></figure>\n");
}

static void print_slide(const DeckSlide *s, int at, int count, const DeckInfo *info, Buffer *out) {
    const char *kind = !s->image ? " alone" : !s->html ? " figure" : "";
    buffer_print(out, "<section class=\"slide%s\" id=\"%d\" tabindex=\"-1\"", kind, at + 1);
    attribute("data-title", s->title ? s->title : "", out);
    buffer_text(out, ">\n");
    /* The first slide's title is the page's first heading. */
    buffer_text(out, "<div class=\"words\">\n");
    if (s->title && *s->title) deck_element(at == 0 ? "h1" : "h2", s->title, out);
    if (s->html) buffer_text(out, s->html);
    buffer_text(out, "</div>\n");
    if (s->image) print_figure(s, info->live != NULL, out);
    buffer_text(out, "<p class=\"count\"><span>");
    html_text(info->title, out);
    buffer_text(out, "</span> ");
    if (s->link) {
        buffer_text(out, "<a");
        attribute("href", s->link, out);
        buffer_text(out, ">");
        html_text(info->open, out);
        buffer_text(out, "</a> ");
    }
    buffer_print(out, "<span>%d / %d</span></p>\n</section>\n", at + 1, count);
}

void deck_print(const DeckSlide *slides, int count, const DeckInfo *info, Buffer *out) {
    print_head(info, out);
    buffer_text(out, "<body");
    attribute("data-slide", info->slide, out);
    buffer_text(out, ">\n<p class=\"keys\"><b>");
    html_text(info->all, out);
    buffer_text(out, "</b> · ");
    html_text(info->keys, out);
    buffer_text(out, "</p>\n<main>\n");
    for (int i = 0; i < count; i++) print_slide(&slides[i], i, count, info, out);
    buffer_text(out, "</main>\n<div class=\"line\"><i></i></div>\n<p class=\"spoken\" "
                     "aria-live=\"polite\"></p>\n"
                     "<script>\n");
    buffer_text(out, info->script);
    buffer_text(out, "</script>\n");
    if (info->live) {
        buffer_text(out, "<script");
        attribute("src", info->live, out);
        buffer_text(out, " defer></script>\n");
    }
    buffer_text(out, "</body>\n</html>\n");
}

/* Three bytes as four letters; the last ones are filled up with '='. */
static void print_three(const unsigned char *from, size_t left, char out[4]) {
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = (unsigned)from[0] << 16 | (left > 1 ? (unsigned)from[1] << 8 : 0) |
                    (left > 2 ? from[2] : 0u);
    for (int i = 0; i < 4; i++)
        out[i] = (size_t)i <= left ? letters[bits >> (18 - 6 * i) & 63] : '=';
}

void deck_data(const char *type, const void *data, size_t size, Buffer *out) {
    const unsigned char *from = data;
    char letters[4];
    buffer_print(out, "data:%s;base64,", type);
    for (size_t i = 0; i < size; i += 3) {
        print_three(from + i, size - i, letters);
        buffer_add(out, letters, sizeof letters);
    }
}
