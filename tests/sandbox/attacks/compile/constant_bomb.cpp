// Attack: computes for ever while it is compiled.
// Blocked: time is limited.
// Ends: by the clock.

constexpr unsigned long collatz(unsigned long n, unsigned long rounds) {
    unsigned long sum = 0;
    for (unsigned long round = 0; round < rounds; round++)
        for (unsigned long x = n + round; x != 1; x = x % 2 ? 3 * x + 1 : x / 2) sum++;
    return sum;
}
#define ONE(n) constexpr auto made##n = collatz(n, 2000);
#define TEN(n) ONE(n##0) ONE(n##1) ONE(n##2) ONE(n##3) ONE(n##4) ONE(n##5) ONE(n##6) ONE(n##7)
#define MORE(n) TEN(n##1) TEN(n##2) TEN(n##3) TEN(n##4) TEN(n##5) TEN(n##6) TEN(n##7)
MORE(1) MORE(2) MORE(3) MORE(4) MORE(5)
