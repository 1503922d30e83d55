// Attack: listens for connections from outside.
// Blocked: there is no socket.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const struct sockaddr_in here = {AF_INET, htons(FREE_PORT), {htonl(INADDR_ANY)}};
    const int handle = socket(AF_INET, SOCK_STREAM, 0);
    return handle >= 0 && bind(handle, (const struct sockaddr *)&here, sizeof here) == 0 && listen(handle, 1) == 0;
}
