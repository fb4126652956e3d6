/* The commands. Each gets its own name as argv[0] and returns the exit status. */
#ifndef ATTNSCOPE_CLI_COMMANDS_H
#define ATTNSCOPE_CLI_COMMANDS_H

/* argv[0] is the command's name; the exit status. */
int cmd_run(int argc, char **argv);
int cmd_steps(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_heads(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_attend(int argc, char **argv);
int cmd_heatmap(int argc, char **argv);
int cmd_lesson(int argc, char **argv);
int cmd_lessons(int argc, char **argv);
int cmd_inspect(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_models(int argc, char **argv);
int cmd_words(int argc, char **argv);
int cmd_tokens(int argc, char **argv);
int cmd_sample(int argc, char **argv);
int cmd_train(int argc, char **argv);
int cmd_window(int argc, char **argv);

#endif
