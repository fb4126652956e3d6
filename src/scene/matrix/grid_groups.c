/* A line ends a group; its name stands over a bracket as long as the group. */
#include "scene/matrix/grid_groups.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

bool grid_has_groups(const Stage *s, const Grid *g, bool rows) {
    int count = 0, full = rows ? g->full_rows : g->full_cols;
    for (int i = 0; i < s->style.group_count; i++) count += s->style.groups[i].count;
    return count == full && g->value == s->at.value && !g->mini;
}

float grid_groups_room(const Stage *s, const Grid *g, bool rows) {
    return grid_has_groups(s, g, rows) ? stage_line_height(s->small) + roundf(8 * s->unit) : 0;
}

/* The part of an axis that a group takes in the window; false: none. */
static bool group_part(const Grid *g, bool rows, int first, int count, float *from, float *to) {
    int low = rows ? g->row0 : g->col0, shown = rows ? g->rows : g->cols,
        a = first > low ? first : low,
        b = first + count < low + shown ? first + count : low + shown;
    float start = rows ? g->cells.y : g->cells.x,
          cell = (rows ? g->cells.h : g->cells.w) / (float)shown;
    *from = start + roundf((float)(a - low) * cell);
    *to = start + roundf((float)(b - low) * cell);
    return a < b;
}

/* Where a group lies along its axis, and where its name does; a name without room is "". */
typedef struct GroupPart {
    float from, to, low, high;
    const char *name;
} GroupPart;

static bool parts_touch(const GroupPart *a, const GroupPart *b, float gap) {
    return *a->name && *b->name && a->low < b->high + gap && b->low < a->high + gap;
}

/* A name that is longer than its group goes where it would touch another. */
static void name_parts(Stage *s, GroupPart *part, int count) {
    for (int i = 0; i < count; i++) {
        GroupPart *p = &part[i];
        float width = stage_width(s, FACE_TEXT, s->small, p->name);
        p->low = (p->from + p->to - width) / 2, p->high = p->low + width;
    }
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++)
            if (k != i && part[i].high - part[i].low > part[i].to - part[i].from &&
                parts_touch(&part[i], &part[k], 0.4f * (float)s->small))
                part[i].name = "";
}

/* A bracket along a group, and its name at the middle of it; of rows it is turned. */
static void draw_part(Stage *s, bool rows, const GroupPart *p, float edge) {
    Color color = s->theme.role[ROLE_MUTED];
    float line = fmaxf(1, s->unit), pad = roundf(3 * s->unit), end = p->to - 2;
    if (rows) {
        stage_line(s, edge - pad, p->from + 1, edge - pad, end, line, color);
        stage_turned(s, FACE_TEXT, s->small, color, edge - 3 * pad, p->high, 90, p->name);
    } else {
        stage_line(s, p->from + 1, edge - pad, end, edge - pad, line, color);
        stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, roundf(p->low), edge - 3 * pad,
                   p->name);
    }
}

void grid_draw_groups(Stage *s, const Grid *g, float left, float top) {
    Color color = s->theme.role[ROLE_TEXT];
    Rect c = g->cells;
    for (int axis = 0; axis < 2; axis++) {
        bool rows = axis == 0;
        GroupPart part[GROUPS_MOST];
        int count = 0;
        float line = fmaxf(1, roundf(1.5f * s->unit));
        for (int i = 0, at = 0; i < s->style.group_count && grid_has_groups(s, g, rows); i++) {
            GroupPart *p = &part[count];
            p->name = s->style.groups[i].name;
            if (group_part(g, rows, at, s->style.groups[i].count, &p->from, &p->to)) count++;
            at += s->style.groups[i].count;
        }
        name_parts(s, part, count);
        for (int i = 0; i < count; i++) {
            float to = part[i].to - 0.5f;
            draw_part(s, rows, &part[i], rows ? left : top);
            if (i + 1 == count) continue;
            if (rows)
                stage_line(s, c.x, to, c.x + c.w, to, line, color);
            else
                stage_line(s, to, c.y, to, c.y + c.h, line, color);
        }
    }
}
