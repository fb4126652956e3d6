/* A series of arrays as one. */
#include "trace/foreign_stack.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const int64_t STACK_MOST = (int64_t)1 << 26;

/* More than one row of numbers. */
static bool is_matrix(const ForeignMember *m) {
    int64_t rows = 1;
    for (int i = 0; i + 1 < m->rank; i++) rows *= m->dims[i];
    return rows > 1 && m->dims[m->rank - 1] > 0;
}

static bool same_shape(const ForeignMember *a, const ForeignMember *b) {
    return a->rank == b->rank && memcmp(a->dims, b->dims, (size_t)a->rank * sizeof *a->dims) == 0;
}

/* How many letters all names begin with, without a number that they begin alike. */
static size_t same_start(const ForeignMember *members, const int *order, int count) {
    const char *first = members[order[0]].name;
    size_t n = strlen(first);
    for (int i = 1; i < count; i++)
        for (size_t k = 0; k < n; k++)
            if (members[order[i]].name[k] != first[k]) n = k;
    while (n && isdigit((unsigned char)first[n - 1])) n--;
    return n;
}

/* A member and the number that its name ends in, or has before what all names end in. */
typedef struct Numbered {
    long number;
    int at;
} Numbered;

static int numbered_before(const void *a, const void *b) {
    long x = ((const Numbered *)a)->number, y = ((const Numbered *)b)->number;
    return (x > y) - (x < y);
}

/* By their numbers; false: they have none, or one is there twice. */
static bool sort_numbered(const ForeignMember *members, int *order, int count) {
    Arena scratch = {0};
    Numbered *all = arena_many(&scratch, Numbered, count);
    size_t start = same_start(members, order, count);
    const char *rest = NULL;
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        const char *number = members[order[i]].name + start;
        size_t digits = strspn(number, "0123456789");
        ok = digits > 0 && digits <= 9 && (!rest || strcmp(rest, number + digits) == 0);
        rest = number + digits;
        if (ok) all[i] = (Numbered){strtol(number, NULL, 10), order[i]};
    }
    if (ok) qsort(all, (size_t)count, sizeof *all, numbered_before);
    for (int i = 0; ok && i < count; i++) {
        ok = i == 0 || all[i].number != all[i - 1].number;
        order[i] = all[i].at;
    }
    arena_free(&scratch);
    return ok;
}

int foreign_stack_order(const ForeignMember *members, int count, int *order) {
    int n = 0;
    for (int i = 0; i < count; i++)
        if (is_matrix(&members[i])) order[n++] = i;
    for (int i = 1; i < n; i++)
        if (!same_shape(&members[order[0]], &members[order[i]])) return 0;
    if (n > 1 && (members[order[0]].rank >= ARRAY_RANK || !sort_numbered(members, order, n)))
        return 0;
    return n;
}

bool foreign_stack_of_heads(const char *name) {
    const char *head = strcasestr(name, "head");
    return head && strcspn(head, "0123456789") < strlen(head);
}

bool foreign_stack_begin(const ForeignMember *one, int count, const char *path, Arena *arena,
                         NamedArray *out, Error *e) {
    int64_t dims[ARRAY_RANK] = {count}, all = count;
    for (int i = 0; i < one->rank; i++) {
        dims[i + 1] = one->dims[i];
        if (all > STACK_MOST / one->dims[i])
            return error_set(e, "%s holds more than %lld numbers: say which with --array NAME",
                             path, (long long)STACK_MOST);
        all *= one->dims[i];
    }
    float *x = arena_raw(arena, (size_t)all, sizeof *x);
    *out = (NamedArray){.array = foreign_floats(x, one->rank + 1, dims),
                        .stacked = count,
                        .heads = foreign_stack_of_heads(one->name)};
    return true;
}

bool foreign_stack_put(const Array *one, int at, const NamedArray *stack, Error *e) {
    ArrayPart whole = array_whole(one);
    int64_t size = array_part_count(&whole);
    return array_convert(one, &whole, stack->array.x + at * size, e);
}
