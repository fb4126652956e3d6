/* Hidden names for what is on its way to its place. Each tells which process made it and is locked
   while that lives, so that what one left behind that was killed is known as that, and swept away.
 */
#ifndef ATTNSCOPE_BASE_TEMPORARY_H
#define ATTNSCOPE_BASE_TEMPORARY_H

#include <stdbool.h>

#include "base/arena.h"

/* A new file in `folder` ("" the current one), open to be written; access: as open has it. −1 with
   errno: there can be none. */
int temporary_file(const char *folder, int access, Arena *arena, char **path);
/* A new folder, open so that what is in it can be removed. */
int temporary_folder(const char *folder, Arena *arena, char **path);
/* Takes the lock of an open file or folder, which ends with the process, too. False: another one
   has it. */
bool temporary_lock(int fd);
/* Removes what processes that are dead left in the folder. */
void temporary_sweep(const char *folder);

#endif
