/* What a desktop and a page have each in its own way: the folder that the program lies in, and its
   letters. host.c is the desktop's, web/host.c the page's; a program has one of both. */
#ifndef ATTNSCOPE_PLATFORM_HOST_H
#define ATTNSCOPE_PLATFORM_HOST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/font.h"

/* The folder that the running program lies in, links followed. False: it lies in none. */
bool host_folder(Arena *arena, char **out);

typedef struct HostLetters HostLetters;

/* Error: there is no usable font. */
bool host_letters_open(HostLetters **out, Font *font, Error *e);
/* NULL is none. */
void host_letters_close(HostLetters *l);
/* Letters that somebody else drew are asked for anew: a browser that has found another font. */
void host_letters_forget(HostLetters *l);
/* Tells on standard error of letters that were asked for and that no font has. */
void host_letters_tell(const HostLetters *l);

#endif
