int list_promote(struct list *l, int key)
{
    struct node **link = &l->head;
    int place = 0;
    struct node *at;
    while ((at = *link) != NULL) {
        if (at->key == key) {
            *link = at->next;
            at->next = l->head;
            l->head = at;
            return place;
        }
        link = &at->next;
        place++;
    }
    return -1;
}
