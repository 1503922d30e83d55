// Attack: listens to what passes over the network.
// Blocked: there is no socket.

#define _GNU_SOURCE
#include <netinet/in.h>
#include <sys/socket.h>

int attack(int judge) {
    (void)judge;
    return socket(AF_INET, SOCK_RAW, IPPROTO_TCP) >= 0 || socket(AF_PACKET, SOCK_RAW, 0) >= 0;
}
