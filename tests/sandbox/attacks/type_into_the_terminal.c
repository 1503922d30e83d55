// Attack: types a command into the terminal that the judge was started from.
// Blocked: there is no terminal.

#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>

int attack(int judge) {
    (void)judge;
    const int handle = open("/dev/tty", O_RDWR);
    return handle >= 0 || ioctl(0, TIOCSTI, "x") == 0 || ioctl(2, TIOCSTI, "x") == 0;
}
