// Attack: fills the disk with one huge file.
// Blocked: there is no place where a file can be made.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    const char *const places[] = {TMP_MARKER, HOME_MARKER, "/dev/shm/" MARKER_NAME, "/" MARKER_NAME, MARKER_NAME};
    for (int i = 0; i < 5; i++) {
        const int handle = open(places[i], O_WRONLY | O_CREAT, 0600);
        if (handle >= 0) return posix_fallocate(handle, 0, (off_t)8 << 30) == 0;
    }
    return 0;
}
