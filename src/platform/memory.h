/* How freed memory is treated: figures need megabytes one after the other, and getting them from
   the system anew costs more than drawing. */
#ifndef ATTNSCOPE_PLATFORM_MEMORY_H
#define ATTNSCOPE_PLATFORM_MEMORY_H

/* From now on up to 64 MiB of what is freed stays with the process. Does nothing where the C
 * library has no say in it. */
void memory_keep(void);

#endif
