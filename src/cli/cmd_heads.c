/* attnscope heads: what every attention head does, measured from its weights. */
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "trace/heads.h"
#include "train/gold.h"

enum { OPTION_SORT = OPTION_OWN };

static const char *const measures[HEAD_MEASURES + 1] = {"entropy", "previous", "itself", "first",
                                                        "last",    "gold",     "copied", NULL};

static const OptionInfo options[] = {
    {OPTION_SORT, "sort", "NAME",
     "largest first: entropy, previous, itself, first, last, gold, copied"},
    SESSION_MODEL,
    SEARCH_OPTIONS,
    SESSION_WHAT_IF,
    SESSION_KERNELS};
static const Usage usage = {
    "heads [TEXT] [OPTION]…",
    "Measures every attention head of a run: entropy of its rows in bits, "
    "of how many at most; the share of weight\n"
    "on the previous key, on the query's own, on the first, on the last; "
    "and how often the largest weight lies on\n"
    "the word that a word of the output translates; and the share on the "
    "word that comes next, where it stood\n"
    "before behind the same word. '-' where a measure has no meaning.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

typedef struct HeadsArguments {
    SessionArguments session;
    int sort; /* a HeadMeasure, −1: the model's order */
} HeadsArguments;

typedef struct Line {
    const char *place;
    int head;
    Head m;
} Line;

static bool cmd_heads_take(void *self, int id, const char *value, Error *e) {
    HeadsArguments *a = self;
    bool known;
    if (id == OPTION_SORT) return option_word("--sort", value, measures, &a->sort, e);
    return session_option(&a->session, id, value, &known, e);
}

/* Every softmax of attention; the words' own has no heads. */
static int measure_all(const Session *s, const uint32_t *gold, Arena *arena, Line *out, int most) {
    const Trace *t = decode_trace(&s->run, s->run.steps - 1);
    const Program *p = t->program;
    int count = 0;
    for (int i = 0; i < p->step_count; i++) {
        Value v = p->steps[i].out[op_table[p->steps[i].op]->outputs - 1];
        const ValueInfo *info = &p->values[v];
        if (info->role != VALUE_WEIGHTS) continue;
        HeadKind kind = head_kind(info->place);
        const char *place = program_scope(p, v, arena);
        for (int h = 0; h < p->values[v].form.shape.sheets && count < most; h++) {
            Tensor scores = t->values[p->steps[i].in[0]];
            out[count++] =
                (Line){place, h,
                       head_measure(t->values[v], scores, h, kind,
                                    kind == HEAD_KIND_CROSS ? gold : NULL, s->run.rows.id)};
        }
    }
    return count;
}

static void cmd_heads_sort(Line *lines, int count, HeadMeasure m) {
    for (int i = 1; i < count; i++) {
        Line line = lines[i];
        int at = i;
        for (; at > 0 && line.m.rows[m] &&
               (!lines[at - 1].m.rows[m] || line.m.value[m] > lines[at - 1].m.value[m]);
             at--)
            lines[at] = lines[at - 1];
        lines[at] = line;
    }
}

static void cmd_heads_print_share(const Head *h, HeadMeasure m, Buffer *out) {
    if (h->rows[m])
        buffer_print(out, " %8.3f", h->value[m]);
    else
        buffer_print(out, " %8s", "-");
}

static void cmd_heads_print_line(const Line *l, Buffer *out) {
    int role = head_role(&l->m);
    buffer_print(out, "%-24s %4d", l->place, l->head);
    cmd_heads_print_share(&l->m, HEAD_ENTROPY, out);
    buffer_print(out, " %8.3f", l->m.most);
    for (int m = HEAD_PREVIOUS; m < HEAD_MEASURES; m++)
        cmd_heads_print_share(&l->m, (HeadMeasure)m, out);
    buffer_print(out, "%s%s\n", role < 0 ? "" : "  ",
                 role < 0               ? ""
                 : role == HEAD_ENTROPY ? "broad"
                                        : measures[role]);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    enum { LINES = 8192 };
    const HeadsArguments *a = self;
    Session s;
    if (!search_complete(&a->session.search, e)) return EXIT_WRONG_USE;
    if (!session_open(&a->session, arguments_text(rest, arena), arena, &s, e)) return EXIT_FAILED;
    const Gold *g = gold_open(&s.model, arena);
    Line *lines = arena_many(arena, Line, LINES);
    int count = measure_all(&s, g ? gold_rows(g, &s.run, arena) : NULL, arena, lines, LINES);
    if (a->sort >= 0) cmd_heads_sort(lines, count, (HeadMeasure)a->sort);
    buffer_print(out, "%-24s %4s %8s %8s %8s %8s %8s %8s %8s %8s\n", "attention", "head", "entropy",
                 "most", "previous", "itself", "first", "last", "gold", "copied");
    for (int i = 0; i < count; i++) cmd_heads_print_line(&lines[i], out);
    return EXIT_DONE;
}

int cmd_heads(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_heads_take, work, &(HeadsArguments){.sort = -1});
}
