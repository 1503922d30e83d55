// Attack: connects to a server on this machine.
// Blocked: there is no socket, or nothing behind it.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const struct sockaddr_in to = {AF_INET, htons(TCP_PORT), {htonl(INADDR_LOOPBACK)}};
    const int handle = socket(AF_INET, SOCK_STREAM, 0);
    return handle >= 0 && connect(handle, (const struct sockaddr *)&to, sizeof to) == 0;
}
