// Attack: leaves a named pipe on which the judge would hang.
// Blocked: no pipe can be made.

#define _GNU_SOURCE
#include <sys/stat.h>

int attack(int judge) {
    (void)judge;
    return mkfifo(LIBRARIES "/" MARKER_NAME, 0666) == 0 || mkfifo("/libraries/" MARKER_NAME, 0666) == 0;
}
