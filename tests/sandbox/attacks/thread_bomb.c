// Attack: starts threads until nothing else can start.
// Blocked: the limit on its address space stops it.
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>

static void *sleeping(void *nothing) {
    sleep(100);
    return nothing;
}

int attack(int judge) {
    (void)judge;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 << 10);
    for (int count = 0; count < 100000; count++) {
        pthread_t thread;
        if (pthread_create(&thread, &small, sleeping, NULL) != 0) return 0;
    }
    return 1;
}
