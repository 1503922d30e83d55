// Attack: is told when other programs touch files.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/inotify.h>

int attack(int judge) {
    (void)judge;
    const int handle = inotify_init1(0);
    return handle >= 0 && inotify_add_watch(handle, "/", IN_CREATE) >= 0;
}
