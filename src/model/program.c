/* Building and checking programs. */
#include "model/program.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int name_letter(const char *name) {
    return *name & (NAMES_LETTERS - 1);
}

void program_begin(Program *p, Arena *arena, const ValueName *names) {
    *p = (Program){.arena = arena,
                   .names = names,
                   .scope = {"", {STACK_NONE, -1, SUBLAYER_NONE}},
                   .value_room = 256,
                   .step_room = 128};
    /* From the last row to the first, so that they are met in their order. */
    int count = 0;
    while (names && names[count].name) count++;
    assert(count <= NAMES_MOST);
    for (int i = count - 1; i >= 0; i--) {
        unsigned char *first = &p->index.first[name_letter(names[i].name)];
        p->index.next[i] = *first;
        *first = (unsigned char)(i + 1);
    }
    p->values = arena_raw(arena, (size_t)p->value_room, sizeof *p->values);
    p->steps = arena_raw(arena, (size_t)p->step_room, sizeof *p->steps);
}

/* "scope.name", "scope.name.suffix" */
static char *join(Program *p, const char *name, const char *suffix) {
    size_t a = strlen(p->scope.path), b = strlen(name), c = strlen(suffix);
    char *path = arena_raw(p->arena, a + b + c + 3, 1), *at = path;
    memcpy(at, p->scope.path, a);
    at += a;
    if (a) *at++ = '.';
    memcpy(at, name, b);
    at += b;
    if (c) *at++ = '.';
    memcpy(at, suffix, c + 1);
    return path;
}

Scope program_enter(Program *p, const char *name, ValuePlace place) {
    Scope outer = p->scope;
    p->scope = (Scope){join(p, name, ""), place};
    return outer;
}

void program_leave(Program *p, Scope scope) {
    p->scope = scope;
}

static void *program_grow(Arena *arena, void *old, int count, int *room, size_t size) {
    if (count < *room) return old;
    void *bigger = arena_raw(arena, (size_t)*room * 2, size);
    memcpy(bigger, old, (size_t)count * size);
    *room *= 2;
    return bigger;
}

/* What is known by the name alone. */
static const ValueName *program_named(const Program *p, const char *name) {
    static const ValueName unknown = {.symbol = "Y"};
    for (int i = p->index.first[name_letter(name)]; i; i = p->index.next[i - 1]) {
        const ValueName *n = &p->names[i - 1];
        bool here = n->sublayer == SUBLAYER_NONE || n->sublayer == p->scope.place.sublayer;
        if (here && strcmp(n->name, name) == 0) return n;
    }
    return &unknown;
}

/* The next value, in its place: a program is built for each word. */
static ValueInfo *add_value(Program *p, const ValueName *known, const char *name,
                            const char *suffix) {
    p->values =
        program_grow(p->arena, p->values, p->value_count, &p->value_room, sizeof *p->values);
    ValueInfo *v = &p->values[p->value_count++];
    size_t before = strlen(p->scope.path);
    v->path = join(p, name, suffix);
    v->name = v->path + before + (before > 0);
    v->place = p->scope.place;
    v->role = known->role;
    v->symbol = known->symbol;
    v->output = 0;
    v->given = NULL;
    v->weight = -1;
    v->numbers = known->numbers;
    v->top = 0;
    return v;
}

Value program_given(Program *p, const char *name, Form form, const float *x, long weight) {
    ValueInfo *v = add_value(p, program_named(p, name), name, "");
    v->form = form;
    v->step = -1;
    v->given = x;
    v->weight = weight;
    return p->value_count - 1;
}

static void program_remember(Program *p, const char *name, const Error *e) {
    if (p->failed) return;
    p->failed = true;
    error_set(&p->error, "%s.%s: %s", p->scope.path, name, e->text);
}

Value program_step(Program *p, Op op, const char *name, const StepArgs *args, Value a, Value b,
                   Value c) {
    const OpInfo *info = op_table[op];
    Step s = {.op = op, .in = {a, b, c}, .args = *args};
    while (s.inputs < OP_INPUTS && s.in[s.inputs] != NO_VALUE) s.inputs++;
    Form in[OP_INPUTS], out[OP_OUTPUTS] = {{{1, 1, 1}, AXIS_ONE, AXIS_ONE}};
    for (int i = 0; i < s.inputs; i++) in[i] = p->values[s.in[i]].form;
    Error e;
    bool fits = s.inputs > info->inputs ? error_set(&e, "too many inputs")
                                        : info->shape(args, in, s.inputs, out, &e);
    if (!fits) program_remember(p, name, &e);
    const ValueName *known = program_named(p, name);
    for (int i = 0; i < info->outputs; i++) {
        const OpOutput *made = &info->out[i];
        ValueInfo *v = add_value(p, known, name, made->name);
        v->form = out[i];
        v->step = p->step_count;
        v->output = i;
        v->numbers = made->numbers;
        if (made->symbol) v->symbol = made->symbol;
        s.out[i] = p->value_count - 1;
    }
    p->steps = program_grow(p->arena, p->steps, p->step_count, &p->step_room, sizeof *p->steps);
    p->steps[p->step_count++] = s;
    return s.out[info->outputs - 1];
}

static bool check_paths(const Program *p, Error *e) {
    Arena arena = {0};
    const char **paths = arena_many(&arena, const char *, p->value_count);
    for (int i = 0; i < p->value_count; i++) paths[i] = p->values[i].path;
    qsort(paths, (size_t)p->value_count, sizeof *paths, text_compare);
    const char *twice = NULL;
    for (int i = 1; i < p->value_count && !twice; i++)
        if (strcmp(paths[i - 1], paths[i]) == 0) twice = paths[i];
    bool ok = !twice || error_set(e, "two values are called '%s'", twice);
    arena_free(&arena);
    return ok;
}

static bool program_check_step(const Program *p, int index, Error *e) {
    const Step *s = &p->steps[index];
    const OpInfo *info = op_table[s->op];
    const char *path = p->values[s->out[info->outputs - 1]].path;
    Form in[OP_INPUTS], out[OP_OUTPUTS];
    for (int i = 0; i < s->inputs; i++) {
        const ValueInfo *v = &p->values[s->in[i]];
        if (v->step >= index) return error_set(e, "%s is used before it is made", v->path);
        in[i] = v->form;
    }
    if (!info->shape(&s->args, in, s->inputs, out, e)) return error_prefix(e, path);
    for (int i = 0; i < info->outputs; i++)
        if (!shape_equal(out[i].shape, p->values[s->out[i]].form.shape))
            return error_set(e, "%s: the shape does not follow from the inputs", path);
    return true;
}

bool program_check(const Program *p, Error *e) {
    if (p->failed) {
        *e = p->error;
        return false;
    }
    for (int i = 0; i < p->step_count; i++)
        if (!program_check_step(p, i, e)) return false;
    return check_paths(p, e);
}

bool program_may_hide(const Program *p, Value v) {
    const ValueInfo *info = &p->values[v];
    if (info->role == VALUE_MASK) return true;
    return info->step >= 0 && op_table[p->steps[info->step].op]->out[info->output].hides;
}

Value program_find(const Program *p, const char *path) {
    for (int i = 0; i < p->value_count; i++)
        if (strcmp(p->values[i].path, path) == 0) return i;
    return NO_VALUE;
}

/* The last value under the first n bytes of a path, itself included, that a step is made for. */
static Value program_last_under(const Program *p, const char *path, size_t n) {
    Value v = p->value_count - 1;
    for (; v >= 0; v--) {
        const ValueInfo *info = &p->values[v];
        bool under = strncmp(info->path, path, n) == 0 && (!info->path[n] || info->path[n] == '.');
        if (under && info->step >= 0 && !program_inner(p, v)) break;
    }
    return v; /* −1 is NO_VALUE */
}

Value program_nearest(const Program *p, const char *path) {
    Value found = program_find(p, path);
    size_t n = strlen(path), stack = strcspn(path, ".");
    while (found == NO_VALUE && n > stack) {
        while (path[--n] != '.') {}
        if (n > stack) found = program_last_under(p, path, n);
    }
    return found;
}

bool program_is(const Program *p, Value v, ValueRole role) {
    return p->values[v].role == role && !program_inner(p, v);
}

Value program_role(const Program *p, ValueRole role) {
    int v = p->value_count - 1;
    while (v >= 0 && !program_is(p, v, role)) v--;
    return v; /* NO_VALUE is −1 */
}

Value program_beside(const Program *p, Value v, ValueRole role) {
    ValuePlace at = p->values[v].place;
    for (int i = 0; i < p->value_count; i++) {
        ValuePlace other = p->values[i].place;
        bool beside =
            other.stack == at.stack && other.layer == at.layer && other.sublayer == at.sublayer;
        if (beside && program_is(p, i, role)) return i;
    }
    return NO_VALUE;
}

char *program_scope(const Program *p, Value v, Arena *arena) {
    const ValueInfo *info = &p->values[v];
    ptrdiff_t n = info->name - info->path;
    return arena_copy(arena, info->path, n > 0 ? (size_t)n - 1 : 0);
}

bool program_inner(const Program *p, Value v) {
    const ValueInfo *info = &p->values[v];
    return info->step >= 0 && info->output < op_table[p->steps[info->step].op]->outputs - 1;
}

bool program_shares(const Program *p, Value v) {
    const ValueInfo *info = &p->values[v];
    return info->step >= 0 && p->steps[info->step].inputs > 0 && !program_inner(p, v) &&
           info->numbers == NUMBERS_SHARES;
}

bool program_attends(const Program *p, Value v) {
    ValueRole role = p->values[v].role;
    return p->values[v].step >= 0 && !program_inner(p, v) &&
           (role == VALUE_SCORES || role == VALUE_SCALED || role == VALUE_MASKED ||
            role == VALUE_WEIGHTS);
}

bool program_predicts(const Program *p, Value v) {
    ValuePlace at = p->values[v].place;
    return at.sublayer == SUBLAYER_CROSS || at.stack == STACK_OUTPUT;
}
