// Attack: makes an object file of many gigabytes.
// Blocked: file sizes are limited.
// Ends: by the clock.

char room[1UL << 34] = {1};
int attack(int x) { return room[x]; }
