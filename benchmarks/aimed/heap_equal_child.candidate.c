int heap_pop(struct heap *h)
{
    if (h->count == 0)
        return -1;
    double *priority = h->priority;
    int *ids = h->id;
    int top = ids[0];
    int last = --h->count;
    double p = priority[last];
    int id = ids[last];
    int at = 0;
    int child;
    while ((child = 2 * at + 1) < last) {
        if (child + 1 < last)
            child += priority[child + 1] <= priority[child];
        if (!(priority[child] < p))
            break;
        priority[at] = priority[child];
        ids[at] = ids[child];
        at = child;
    }
    priority[at] = p;
    ids[at] = id;
    return top;
}
