struct item *merge_lists(struct item *a, struct item *b)
{
    struct item *head = NULL;
    struct item **tail = &head;
    while (a && b) {
        struct item **from = b->key < a->key ? &b : &a;
        struct item *x = *from;
        *tail = x;
        tail = &x->next;
        *from = x->next;
    }
    *tail = a ? a : b;
    return head;
}
