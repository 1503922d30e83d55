// Attack: writes a template that grows without end.
// Blocked: memory and time are limited.
// Ends: by the clock.

template <int n, int m> struct Tree : Tree<n - 1, 2 * m>, Tree<n - 1, 2 * m + 1> {};
template <int m> struct Tree<0, m> {};
Tree<25, 1> tree;
