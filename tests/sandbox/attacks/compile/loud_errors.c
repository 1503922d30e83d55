// Attack: makes the compiler print without end.
// Blocked: the judge keeps a few kilobytes.
// Ends: by the clock.

#define LINE _Pragma("GCC warning \"so much to say, and nobody who listens to it\"")
#define TEN(x) x x x x x x x x x x
TEN(TEN(TEN(TEN(TEN(LINE)))))
