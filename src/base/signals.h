/* Signals that end the program (INT, TERM, HUP, QUIT), held off while it would leave something half
   done. Where there are none, as in a page, nothing is held and nothing comes. */
#ifndef ATTNSCOPE_BASE_SIGNALS_H
#define ATTNSCOPE_BASE_SIGNALS_H

#include <stdbool.h>

#ifdef __wasi__
typedef int Signals;
#else
#include <signal.h>
typedef sigset_t Signals;
#endif

/* From now on they wait; *before: what was held before. */
void signals_hold(Signals *before);
/* As before; one that waited comes now. */
void signals_release(const Signals *before);
/* on: they call that handler, all others held meanwhile; off: no more. */
void signals_catch(void (*handler)(int number), bool on);
/* For the end of a handler: the signal does what it would have done without it. */
void signals_end(int number);
/* Called, and the program ended by it, when bytes are looked at where they lie in a file that
   somebody has cut. */
void signals_cut_file(void (*handler)(int number));
/* A file that may not grow is an error, as a full disk is, and no signal. */
void signals_no_limit(void);

#endif
