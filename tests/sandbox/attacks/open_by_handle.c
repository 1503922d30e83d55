// Attack: opens a file by its number, past all folders.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    struct { struct file_handle head; char rest[128]; } file = {{.handle_bytes = 128}};
    int mount;
    if (name_to_handle_at(AT_FDCWD, "/", &file.head, &mount, 0) == 0) return 1;
    return open_by_handle_at(AT_FDCWD, &file.head, O_RDONLY) >= 0;
}
