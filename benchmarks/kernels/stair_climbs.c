/* Dynamic programming: the ways up some stairs by one, two or four steps, from a puzzle book. */

unsigned long stair_climbs(int steps) {
    if (steps < 0) return 0;
    if (steps == 0) return 1;
    return stair_climbs(steps - 1) + stair_climbs(steps - 2) + stair_climbs(steps - 4);
}
