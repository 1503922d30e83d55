/* Dynamic programming: the cheapest order of cutting a beam at marks, from a saw mill. */

long cheapest_cuts(int pieces, const int *length, long *cost) {
    for (int size = 1; size <= pieces; size++) {
        for (int first = 0; first + size <= pieces; first++) {
            int last = first + size - 1;
            cost[first * pieces + last] = size == 1 ? 0 : 1000000000000L;
            for (int cut = first; cut < last; cut++) {
                long whole = 0;
                for (int k = first; k <= last; k++) whole += length[k];
                long both = cost[first * pieces + cut] + cost[(cut + 1) * pieces + last] + whole;
                if (both < cost[first * pieces + last]) cost[first * pieces + last] = both;
            }
        }
    }
    return pieces > 0 ? cost[pieces - 1] : 0;
}
