struct node *list_remove_all(struct node *head, int key, int *removed)
{
    int n = 0;
    if (head && head->key == key) {
        struct node *dead = head;
        head = head->next;
        dead->next = NULL;
        n++;
    }
    struct node *prev = head;
    struct node *cur = head ? head->next : NULL;
    while (cur) {
        struct node *next = cur->next;
        if (cur->key == key) {
            prev->next = next;
            cur->next = NULL;
            n++;
        } else {
            prev = cur;
        }
        cur = next;
    }
    *removed = n;
    return head;
}
