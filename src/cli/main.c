/* The program's entry: the table of commands. What each does is its own file's. */
#include <string.h>

#include "base/signals.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/save.h"
#include "platform/memory.h"

typedef struct CommandInfo {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} CommandInfo;

static const CommandInfo commands[] = {
    {"run", cmd_run, "print the model's answer; save every value"},
    {"steps", cmd_steps, "list paths, shapes, formulas"},
    {"explain", cmd_explain, "the operands of one number"},
    {"heads", cmd_heads, "what each attention head does, measured"},
    {"export", cmd_export, "figures and numbers as files"},
    {"attend", cmd_attend, "attention over your own .npy matrices"},
    {"heatmap", cmd_heatmap, "your own matrix as a figure, or in the window"},
    {"lesson", cmd_lesson, "the window with a lesson beside the figure"},
    {"lessons", cmd_lessons, "the lessons, and whether all that they claim is so"},
    {"inspect", cmd_inspect, "what a file holds, or why it is refused"},
    {"check", cmd_check, "the invariants, with the worst error found"},
    {"models", cmd_models, "the models that are found by name, shipped and fetched ones"},
    {"words", cmd_words, "the vocabulary"},
    {"tokens", cmd_tokens, "what a text is cut into, with its numbers"},
    {"sample", cmd_sample, "a random sentence that the model knows"},
    {"train", cmd_train, "make a model anew"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int main_print_help(void) {
    Buffer b = {0};
    buffer_text(&b, "attnscope opens a trained Transformer and shows every number in it.\n\n"
                    "Usage: attnscope [TEXT] [OPTION]…      open the window\n"
                    "       attnscope COMMAND …\n\nCommands:\n");
    for (int i = 0; i < COMMANDS; i++)
        buffer_print(&b, "  %-10s %s\n", commands[i].name, commands[i].help);
    buffer_text(&b, "\n'attnscope COMMAND --help' tells more of each, 'attnscope window --help' of "
                    "the window.\n"
                    "Exit status: 0, 1 (it failed) or 2 (wrong use).\n");
    return cli_print(&b);
}

int main(int argc, char **argv) {
    memory_keep();
    signals_no_limit();
    signals_cut_file(save_cut_file);
    if (argc < 2) return cmd_window(argc, argv);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) return main_print_help();
    if (strcmp(argv[1], "--version") == 0) {
        Buffer b = {0};
        buffer_text(&b, "attnscope " VERSION "\n");
        return cli_print(&b);
    }
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0) return commands[i].run(argc - 1, argv + 1);
    if (strcmp(argv[1], "window") == 0) return cmd_window(argc - 1, argv + 1);
    return cmd_window(argc, argv);
}
