/* Signals that end the program (INT, TERM, HUP, QUIT), held off while it would leave something half
   done. Not for what is done when one comes. */
#ifndef ATTNSCOPE_BASE_SIGNALS_H
#define ATTNSCOPE_BASE_SIGNALS_H

#ifdef __wasi__
typedef int Signals; /* there are none */
#else
#include <signal.h>
typedef sigset_t Signals;
enum { SIGNALS_ENDING = 4 };
extern const int signals_ending[SIGNALS_ENDING]; /* which ones they are */
#endif

/* From now on they wait; *before: what was held before. */
void signals_hold(Signals *before);
/* As before; one that waited comes now. */
void signals_release(const Signals *before);

#endif
