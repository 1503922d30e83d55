// Attack: asks the kernel about the machine's network.
// Blocked: there is no socket.

#define _GNU_SOURCE
#include <linux/netlink.h>
#include <sys/socket.h>

int attack(int judge) {
    (void)judge;
    return socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) >= 0;
}
