/* attnscope inspect: what a file holds, or why it is refused. */
#include "cli/commands.h"
#include "cli/options.h"
#include "model/inspect.h"

static const Usage usage = {
    "inspect FILE",
    "Prints what a .npy, .npz, .safetensors, .json or .txt file of a model, or a model folder, "
    "holds, or why it is refused.\n",
    NULL, 0, 1};

static int cmd_inspect_work(void *self, const Arguments *rest, Arena *arena, Buffer *out,
                            Error *e) {
    (void)self;
    if (rest->operands == 0) return cli_wrong(e, &usage, "a file is missing");
    return inspect_file(rest->operand[0], arena, out, e) ? EXIT_DONE : EXIT_FAILED;
}

int cmd_inspect(int argc, char **argv) {
    return cli_command(&usage, argc, argv, NULL, cmd_inspect_work, NULL);
}
