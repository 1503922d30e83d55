#include <stddef.h>
struct node { int key; struct node *next; };
/* Unlink every node with the key; returns the new head, *removed counts them. */
struct node *list_remove_all(struct node *head, int key, int *removed)
{
    struct node **pp = &head;
    int n = 0;
    while (*pp) {
        struct node *cur = *pp;
        if (cur->key == key) {
            *pp = cur->next;
            cur->next = NULL;
            n++;
        } else {
            pp = &cur->next;
        }
    }
    *removed = n;
    return head;
}
