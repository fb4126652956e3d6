/* Wires turn in quarters of circles. */
#include "scene/pen/wires.h"

#include <math.h>

#include "scene/pen/marks.h"

/* Only the head, at x, y, pointing along dx, dy (one of them 0). */
static void wire_arrow(Stage *s, float x, float y, float dx, float dy, Color color) {
    float length = fmaxf(5, 6 * s->unit), half = 0.55f * length;
    float bx = x - dx * length, by = y - dy * length;
    stage_polygon(s,
                  (float[]){x, y, bx - dy * half, by + dx * half, bx + dy * half, by - dx * half},
                  3, color);
}

static float sign_of(float x) {
    return x > 0.01f ? 1 : x < -0.01f ? -1 : 0;
}

void wire_draw(Stage *s, const float *p, int count, Color color, bool arrow) {
    float width = fmaxf(1, 1.3f * s->unit), most = 8 * s->unit, x = p[0], y = p[1];
    for (int i = 1; i < count; i++) {
        float x1 = p[2 * i], y1 = p[2 * i + 1], dx = sign_of(x1 - x), dy = sign_of(y1 - y);
        float length = fabsf(x1 - x) + fabsf(y1 - y);
        if (i + 1 == count) {
            float back = arrow ? fmaxf(4, 5 * s->unit) : 0;
            if (length > back) stage_line(s, x, y, x1 - dx * back, y1 - dy * back, width, color);
            if (arrow) wire_arrow(s, x1, y1, dx, dy, color);
            return;
        }
        float ex = sign_of(p[2 * i + 2] - x1), ey = sign_of(p[2 * i + 3] - y1);
        float next =
            (fabsf(p[2 * i + 2] - x1) + fabsf(p[2 * i + 3] - y1)) / (i + 2 == count ? 1 : 2);
        float r = fminf(most, fminf(length, next));
        if (length > r) stage_line(s, x, y, x1 - dx * r, y1 - dy * r, width, color);
        x = x1 + ex * r, y = y1 + ey * r;
        stage_cubic(s,
                    (float[]){x1 - dx * r, y1 - dy * r, x1 - dx * r * 0.45f, y1 - dy * r * 0.45f,
                              x1 + ex * r * 0.45f, y1 + ey * r * 0.45f, x, y},
                    width, color);
    }
}
