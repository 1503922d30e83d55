// Attack: connects to another program through a socket in the file system.
// Blocked: there is no socket, or nothing behind it.

#define _GNU_SOURCE
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int attack(int judge) {
    (void)judge;
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    strcpy(to.sun_path, UNIX_SOCKET);
    const socklen_t size = offsetof(struct sockaddr_un, sun_path) + sizeof UNIX_SOCKET;
    const int handle = socket(AF_UNIX, SOCK_STREAM, 0);
    return handle >= 0 && connect(handle, (const struct sockaddr *)&to, size) == 0;
}
