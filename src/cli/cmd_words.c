/* attnscope words and attnscope sample: what may be typed. */
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "train/corpus.h"

enum { OPTION_TARGET = OPTION_OWN, OPTION_SEED, OPTION_COUNT };

typedef struct WordsArguments {
    SessionArguments session;
    bool target;
    bool seed_given;
    int64_t seed, count;
} WordsArguments;

static bool cmd_words_take(void *self, int id, const char *value, Error *e) {
    WordsArguments *a = self;
    bool known;
    if (!session_option(&a->session, id, value, &known, e)) return false;
    if (known) return true;
    if (id == OPTION_TARGET) return a->target = true;
    if (id == OPTION_COUNT) return option_whole("--count", value, 1, 1000000, &a->count, e);
    a->seed_given = true;
    return option_whole("--seed", value, 0, INT64_MAX, &a->seed, e);
}

static const OptionInfo words_options[] = {
    SESSION_MODEL,
    {OPTION_TARGET, "target", NULL, "the words that it answers with, instead of those it reads"},
};
static const Usage words_usage = {"words [OPTION]…",
                                  "Prints the model's vocabulary, one word a line.\n",
                                  words_options, sizeof words_options / sizeof *words_options, 0};

static int words(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const WordsArguments *a = self;
    Session s;
    (void)rest;
    if (!session_load(&a->session, arena, &s, e)) return EXIT_FAILED;
    const Vocab *v = a->target ? &s.model.target : &s.model.source;
    for (int i = vocab_first(v); i < v->count; i++) buffer_print(out, "%s\n", vocab_label(v, i));
    return EXIT_DONE;
}

int cmd_words(int argc, char **argv) {
    return cli_command(&words_usage, argc, argv, cmd_words_take, words, &(WordsArguments){0});
}

static const OptionInfo sample_options[] = {
    SESSION_MODEL,
    {OPTION_SEED, "seed", "N", "equal seeds give equal sentences"},
    {OPTION_COUNT, "count", "N", "how many (1)"},
};
static const Usage sample_usage = {
    "sample [OPTION]…", "Prints random sentences that the model knows, one a line.\n",
    sample_options, sizeof sample_options / sizeof *sample_options, 0};

static int sample(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const WordsArguments *a = self;
    Session s;
    (void)rest;
    if (!session_load(&a->session, arena, &s, e)) return EXIT_FAILED;
    const Corpus *c = corpus_named(s.model.config.name, arena);
    if (!c) {
        error_set(e, "there is no grammar that makes sentences for the model '%s'",
                  s.model.config.name);
        return EXIT_FAILED;
    }
    uint64_t seed;
    if (a->seed_given)
        seed = (uint64_t)a->seed;
    else if (getentropy(&seed, sizeof seed) != 0)
        seed = (uint64_t)time(NULL);
    Random r = random_seed(seed, 0);
    Arena line = {0};
    for (int64_t i = 0; i < a->count; i++, arena_reset(&line))
        buffer_print(out, "%s\n", corpus_sentence(c, &r, &line));
    arena_free(&line);
    return EXIT_DONE;
}

int cmd_sample(int argc, char **argv) {
    return cli_command(&sample_usage, argc, argv, cmd_words_take, sample,
                       &(WordsArguments){.count = 1});
}
