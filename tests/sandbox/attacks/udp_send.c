// Attack: sends a datagram to a server on this machine.
// Blocked: there is no socket, or nothing behind it.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const struct sockaddr_in to = {AF_INET, htons(UDP_PORT), {htonl(INADDR_LOOPBACK)}};
    const int handle = socket(AF_INET, SOCK_DGRAM, 0);
    return handle >= 0 && sendto(handle, "secret", 6, 0, (const struct sockaddr *)&to, sizeof to) == 6;
}
