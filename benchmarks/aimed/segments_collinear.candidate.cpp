bool segments_touch(const Pt& a, const Pt& b, const Pt& c, const Pt& d) {
    // The end points of each segment lie on different sides of the other.
    return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
}
