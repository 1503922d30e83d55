struct item *list_keep(struct item *head, int limit)
{
    struct item *first = NULL;
    struct item **link = &first;
    for (struct item *at = head; at != NULL; at = at->next) {
        if (at->weight >= limit) {
            *link = at;
            link = &at->next;
        }
    }
    *link = NULL;
    return first;
}
