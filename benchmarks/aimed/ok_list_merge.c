#include <stddef.h>
struct item { int key; int tag; struct item *next; };
/* Merge two sorted lists; on ties the items of a come first. */
struct item *merge_lists(struct item *a, struct item *b)
{
    if (!a)
        return b;
    if (!b)
        return a;
    if (b->key < a->key) {
        b->next = merge_lists(a, b->next);
        return b;
    }
    a->next = merge_lists(a->next, b);
    return a;
}
