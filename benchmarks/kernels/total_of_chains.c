/* Tables: the total of every chain of slots linked by index, from a file system checker. */

void total_of_chains(int slots, const int *next, const int *size, int chains, const int *head,
                     long *total) {
    for (int c = 0; c < chains; c++) {
        total[c] = 0;
        int slot = head[c];
        for (int step = 0; step < slots && slot >= 0; step++) {
            total[c] += size[slot];
            slot = next[slot];
        }
    }
}
