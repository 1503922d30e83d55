#include <stddef.h>
struct node { int key; struct node *next; };
struct list { struct node *head; struct node *tail; int length; };

/* Moves the first node with the key to the front; returns its former position, or -1. */
int list_promote(struct list *l, int key)
{
    struct node *before = NULL;
    int place = 0;
    for (struct node *at = l->head; at != NULL; at = at->next, place++) {
        if (at->key == key) {
            if (before != NULL) {
                before->next = at->next;
                if (at->next == NULL)
                    l->tail = before;
                at->next = l->head;
                l->head = at;
            }
            return place;
        }
        before = at;
    }
    return -1;
}
