// Attack: leaves a named queue of messages.
// Blocked: it cannot be made, or not where others see it.

#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>

int attack(int judge) {
    (void)judge;
    return mq_open("/" MARKER_NAME, O_RDWR | O_CREAT, 0666, (struct mq_attr *)NULL) >= 0;
}
