/* HarfBuzz measures in units of the font, of which an em has a few thousand. */
#include "platform/font_shape.h"

#include <math.h>

hb_font_t *font_shape_open(const uint8_t *data, size_t size, int index) {
    hb_blob_t *blob =
        hb_blob_create((const char *)data, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, (unsigned)index);
    hb_font_t *font = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static hb_buffer_t *font_shape_buffer(hb_font_t *font, const FontRun *run) {
    hb_buffer_t *b = hb_buffer_create();
    hb_buffer_add_utf8(b, run->text, (int)run->size, 0, (int)run->size);
    hb_buffer_set_direction(b, run->leftwards ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(b, (hb_script_t)run->script);
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_shape(font, b, NULL, 0);
    return b;
}

ShapedRun font_shape(hb_font_t *font, const FontSource *source, const FontRun *run, Arena *arena) {
    hb_buffer_t *b = font_shape_buffer(font, run);
    unsigned count, em = hb_face_get_upem(hb_font_get_face(font));
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &count);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(b, &count);
    ShapedGlyph *glyph = arena_many(arena, ShapedGlyph, count + 1);
    ShapedRun out = {source, glyph, (int)count, 0, 0, 0};
    float scale = 1 / (float)em;
    for (unsigned i = 0; i < count; i++) {
        hb_glyph_extents_t ink = {0};
        glyph[i] =
            (ShapedGlyph){info[i].codepoint, (int)info[i].cluster, (float)place[i].x_offset * scale,
                          (float)place[i].y_offset * scale, (float)place[i].x_advance * scale};
        if (hb_font_get_glyph_extents(font, info[i].codepoint, &ink)) {
            out.left = fminf(out.left, out.advance + glyph[i].x + (float)ink.x_bearing * scale);
            out.top = fmaxf(out.top, glyph[i].y + (float)ink.y_bearing * scale);
        }
        out.advance += glyph[i].advance;
    }
    hb_buffer_destroy(b);
    return out;
}
