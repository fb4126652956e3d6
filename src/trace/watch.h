/* Somebody who waits for a run, in another thread: is told how far it is, and may stop it. */
#ifndef ATTNSCOPE_TRACE_WATCH_H
#define ATTNSCOPE_TRACE_WATCH_H

#include <stdatomic.h>

typedef struct Watch {
    atomic_bool stop;      /* wished: the run ends soon, as an error */
    atomic_int done, most; /* words that are written, of at most so many */
    atomic_bool steps;     /* no words are counted, but the steps of one run */
} Watch;

#endif
