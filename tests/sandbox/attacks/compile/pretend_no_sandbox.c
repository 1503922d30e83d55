// Attack: makes its errors look like those of the sandbox.
// Blocked: the judge looks at what the compiler cannot say.

# 1 "bwrap"
int attack = ;
# 1 "lessonls"
int attack = ;
