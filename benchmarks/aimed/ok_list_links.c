#include <stddef.h>
struct item { int weight; struct item *next; };

/* Unlinks items lighter than the limit; returns the new head. */
struct item *list_keep(struct item *head, int limit)
{
    while (head != NULL && head->weight < limit)
        head = head->next;
    struct item *at = head;
    while (at != NULL) {
        while (at->next != NULL && at->next->weight < limit)
            at->next = at->next->next;
        at = at->next;
    }
    return head;
}
