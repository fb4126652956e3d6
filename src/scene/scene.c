/* Building a scene from its parts, and finding cells in it. */
#include "scene/scene.h"

#include <math.h>

#include "scene/figure.h"
#include "scene/frame.h"
#include "scene/words.h"

void scene_build(const SceneInput *in, Arena *arena, Scene *out) {
    Stage s;
    *out = (Scene){.width = in->width, .height = in->height, .speech = "", .arena = arena};
    stage_open(&s, in, arena, out);
    out->ground = s.theme.ground;
    out->speech = words_speech(&s);
    figure_draw(&s, frame_draw(&s));
}

/* The cell under a place along one side; cells end on whole pixels, as painters draw them. */
static int cell_at(float place, float size, int count) {
    int at = (int)floorf(place * (float)count / size);
    if (at > 0 && place < floorf((float)at * size / (float)count + 0.5f)) at--;
    if (at + 1 < count && place >= floorf((float)(at + 1) * size / (float)count + 0.5f)) at++;
    return at < 0 ? 0 : at >= count ? count - 1 : at;
}

bool scene_hit(const Scene *s, float x, float y, const Target **target, int *row, int *col) {
    for (int i = s->target_count - 1; i >= 0; i--) {
        const Target *t = &s->targets[i];
        if (!(x >= t->x && x < t->x + t->w && y >= t->y && y < t->y + t->h)) continue;
        int across = cell_at(x - t->x, t->w, t->transposed ? t->rows : t->cols);
        int down = cell_at(y - t->y, t->h, t->transposed ? t->cols : t->rows);
        *target = t;
        *row = t->transposed ? across : down;
        *col = t->transposed ? down : across;
        return true;
    }
    return false;
}
