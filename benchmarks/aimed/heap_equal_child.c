#include <stddef.h>
struct heap { double *priority; int *id; int count; };

/* Removes the item of least priority; returns its id, or -1 when there is none. */
int heap_pop(struct heap *h)
{
    if (h->count == 0)
        return -1;
    int top = h->id[0];
    int last = --h->count;
    double p = h->priority[last];
    int id = h->id[last];
    int at = 0;
    for (;;) {
        int child = 2 * at + 1;
        if (child >= last)
            break;
        if (child + 1 < last && h->priority[child + 1] < h->priority[child])
            child++;
        if (!(h->priority[child] < p))
            break;
        h->priority[at] = h->priority[child];
        h->id[at] = h->id[child];
        at = child;
    }
    h->priority[at] = p;
    h->id[at] = id;
    return top;
}
