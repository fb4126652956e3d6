/* By the process's mask: the program has one thread of its own. */
#include "base/signals.h"

#ifdef __wasi__
void signals_hold(Signals *before) {
    *before = 0;
}

void signals_release(const Signals *before) {
    (void)before;
}
#else
const int signals_ending[SIGNALS_ENDING] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void signals_hold(Signals *before) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < SIGNALS_ENDING; i++) sigaddset(&set, signals_ending[i]);
    sigprocmask(SIG_BLOCK, &set, before);
}

void signals_release(const Signals *before) {
    sigprocmask(SIG_SETMASK, before, NULL);
}
#endif
