/* By the process's mask: the program has one thread of its own. */
#include "base/signals.h"

#ifdef __wasi__
void signals_hold(Signals *before) {
    *before = 0;
}

void signals_release(const Signals *before) {
    (void)before;
}

void signals_catch(void (*handler)(int number), bool on) {
    (void)handler, (void)on;
}

void signals_end(int number) {
    (void)number;
}

void signals_no_limit(void) {}

void signals_cut_file(void (*handler)(int number)) {
    (void)handler;
}
#else
enum { SIGNALS_ENDING = 4 };
static const int signals_ending[SIGNALS_ENDING] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void signals_hold(Signals *before) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < SIGNALS_ENDING; i++) sigaddset(&set, signals_ending[i]);
    sigprocmask(SIG_BLOCK, &set, before);
}

void signals_release(const Signals *before) {
    sigprocmask(SIG_SETMASK, before, NULL);
}

/* Only what would end the program: a parent may have wanted a signal to be passed over. */
void signals_catch(void (*handler)(int number), bool on) {
    struct sigaction old, own = {.sa_handler = on ? handler : SIG_DFL};
    sigfillset(&own.sa_mask);
    for (int i = 0; i < SIGNALS_ENDING; i++)
        if (sigaction(signals_ending[i], NULL, &old) == 0 &&
            old.sa_handler == (on ? SIG_DFL : handler))
            sigaction(signals_ending[i], &own, NULL);
}

void signals_end(int number) {
    signal(number, SIG_DFL);
    raise(number);
}

void signals_no_limit(void) {
    signal(SIGXFSZ, SIG_IGN);
}

void signals_cut_file(void (*handler)(int number)) {
    struct sigaction own = {.sa_handler = handler};
    sigfillset(&own.sa_mask);
    sigaction(SIGBUS, &own, NULL);
}
#endif
