/* All marks are of the group "overlay", so that tests of overlap take them by themselves. */
#include "app/layers/overlay.h"

#include <math.h>
#include <string.h>

#include "scene/pen/stage.h"

Overlay overlay_open(const SceneInput *in, Scene *scene) {
    Overlay o = {.in = in, .scene = scene};
    theme_make(in->view->shown.setting.theme, PALETTE_DEFAULT, &o.theme);
    return o;
}

void overlay_add(const Overlay *o, Item item) {
    Scene *s = o->scene;
    if (s->count == s->room) {
        s->room = s->room * 2 + 64;
        Item *bigger = arena_many(s->arena, Item, s->room);
        if (s->count) memcpy(bigger, s->items, (size_t)s->count * sizeof *bigger);
        s->items = bigger;
    }
    item.group = "overlay";
    s->items[s->count++] = item;
}

float overlay_unit(const SceneInput *in) {
    return stage_unit(in) * (float)in->view->shown.setting.text_size / 100;
}

const char *overlay_word(const Overlay *o, const char *key) {
    return lang_text(o->in->lang, key);
}

const char *overlay_number(const Overlay *o, const char *text) {
    return lang_number(o->in->lang, text, o->scene->arena);
}

float overlay_width(const Overlay *o, Face face, const char *text) {
    return font_width(o->in->font, face, o->pixels, text);
}

float overlay_middle(const Overlay *o, float y, float h) {
    FontMetrics m = o->in->font->metrics(o->in->font->self, FACE_TEXT, o->pixels);
    return roundf(y + h / 2 + m.cap_height / 2);
}

void overlay_text(const Overlay *o, Face face, int pixels, Color color, Color ground, float x,
                  float y, const char *text) {
    if (!*text) return;
    overlay_add(o, (Item){.kind = ITEM_TEXT,
                          .x = x,
                          .y = y,
                          .w = font_width(o->in->font, face, pixels, text),
                          .fill = color,
                          .ground = ground,
                          .face = face,
                          .pixels = pixels,
                          .text = text});
}

const char *overlay_shortened(const Overlay *o, Face face, int pixels, const char *text,
                              float room) {
    if (font_width(o->in->font, face, pixels, text) <= room) return text;
    char *copy = arena_print(o->scene->arena, "%s…", text);
    for (size_t n = strlen(text); n > 0; n--) {
        if (((unsigned char)text[n] & 0xc0) == 0x80) continue;
        strcpy(copy + n, "…");
        if (font_width(o->in->font, face, pixels, copy) <= room) return copy;
    }
    return "";
}

float overlay_paragraph(const Overlay *o, Color color, float x, float y, float width,
                        const char *text, bool draw) {
    float line = roundf(o->em * 1.4f), high = 0;
    while (*text) {
        /* The longest beginning of whole words that fits; at least one word. */
        size_t n = strcspn(text, " ");
        while (text[n]) {
            size_t next = n + 1 + strcspn(text + n + 1, " ");
            if (overlay_width(o, FACE_TEXT, arena_copy(o->scene->arena, text, next)) > width) break;
            n = next;
        }
        const char *part = arena_copy(o->scene->arena, text, n);
        if (draw)
            overlay_text(o, FACE_TEXT, o->pixels, color, o->theme.panel, x, y + high,
                         overlay_shortened(o, FACE_TEXT, o->pixels, part, width));
        high += line;
        text += n + strspn(text + n, " ");
    }
    return high;
}

bool overlay_cell(const Scene *scene, const char *path, Cell at, float out[4]) {
    for (int i = scene->target_count - 1; i >= 0; i--) {
        const Target *t = &scene->targets[i];
        if (t->kind != TARGET_CELLS || t->aside || t->head != at.sheet ||
            strcmp(t->path, path) != 0)
            continue;
        int row = at.row - t->row0, col = at.col - t->col0;
        if (row < 0 || col < 0 || row >= t->rows || col >= t->cols) continue;
        float down = (float)(t->transposed ? t->cols : t->rows),
              across = (float)(t->transposed ? t->rows : t->cols);
        out[2] = t->w / across, out[3] = t->h / down;
        out[0] = t->x + out[2] * (float)(t->transposed ? row : col);
        out[1] = t->y + out[3] * (float)(t->transposed ? col : row);
        return true;
    }
    return false;
}
