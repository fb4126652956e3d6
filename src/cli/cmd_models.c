/* attnscope models: what can be opened here by a name. */
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "platform/hub.h"

enum { MODELS_MOST = 512, FILES_MOST = 4096 };

static const Usage models_usage = {
    "models",
    "Lists the models that --model finds by name: those that are shipped, and those in the local\n"
    "cache of Hugging Face's libraries ($HF_HUB_CACHE, $HF_HOME/hub, ~/.cache/huggingface/hub).\n"
    "Each with its family, layers and heads, the size of its weights, and where it is; one that\n"
    "cannot be opened with the reason. Any other folder is opened by its path.\n",
    NULL, 0, 0};

/* What the files of its weights take together. */
static const char *models_size(const char *folder, Arena *arena) {
    static const char *const units[] = {"kB", "MB", "GB"};
    const char **names = arena_many(arena, const char *, FILES_MOST);
    int there = folder_names(folder, names, FILES_MOST, arena), unit = 0;
    double size = 0;
    for (int i = 0; i < there && i < FILES_MOST; i++) {
        Bytes file;
        Error e;
        if (text_ends(names[i], ".safetensors") &&
            file_read_start(path_join(arena, folder, names[i]), SIZE_MAX / 2, 0, arena, &file, &e))
            size += (double)file.size;
    }
    for (size /= 1000; size >= 1000 && unit < 2; unit++) size /= 1000;
    return arena_print(arena, size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

/* A line: the name, then what it is and where, or why it cannot be opened. folder NULL: *e says. */
static void models_print(const char *name, int wide, const char *folder, Error *e, Arena *arena,
                         Buffer *out) {
    Config c;
    buffer_print(out, "%-*s  ", wide, name);
    if (!folder || !model_look(folder, arena, &c, e)) {
        buffer_print(out, "cannot be opened: %s\n", e->text);
        return;
    }
    buffer_print(out, "%s, ", config_architecture(&c));
    if (config_reads_apart(&c)) buffer_print(out, "%d + ", c.encoder_layers);
    buffer_print(out, "%d layers × %d heads, %s, %s\n", c.decoder_layers, c.heads,
                 models_size(folder, arena), text_plain(arena, path_whole(arena, folder)));
}

static int models_work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const char *names[2 * MODELS_MOST];
    Error why;
    (void)self, (void)rest, (void)e;
    int shipped = session_shipped(names, MODELS_MOST, arena), wide = 0;
    int count = shipped + hub_names(names + shipped, MODELS_MOST, arena);
    for (int i = 0; i < count; i++)
        if ((int)strlen(names[i]) > wide) wide = (int)strlen(names[i]);
    for (int i = 0; i < count; i++) {
        char *folder = NULL;
        SessionArguments a = {.model = names[i]};
        bool found = i < shipped ? session_folder(&a, arena, &folder, &why)
                                 : hub_find(names[i], arena, &folder, &why);
        models_print(names[i], wide, found ? folder : NULL, &why, arena, out);
    }
    return EXIT_DONE;
}

int cmd_models(int argc, char **argv) {
    return cli_command(&models_usage, argc, argv, NULL, models_work, NULL);
}
