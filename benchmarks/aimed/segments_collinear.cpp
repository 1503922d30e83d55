struct Pt {
    long long x, y;
};

static int turn(const Pt& a, const Pt& b, const Pt& c) {
    const long long cross = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    return cross > 0 ? 1 : (cross < 0 ? -1 : 0);
}

static bool inside_box(const Pt& a, const Pt& b, const Pt& p) {
    const bool x_ok = (a.x <= p.x && p.x <= b.x) || (b.x <= p.x && p.x <= a.x);
    const bool y_ok = (a.y <= p.y && p.y <= b.y) || (b.y <= p.y && p.y <= a.y);
    return x_ok && y_ok;
}

// Do the closed segments a-b and c-d have a point in common?
bool segments_touch(const Pt& a, const Pt& b, const Pt& c, const Pt& d) {
    const int t1 = turn(a, b, c), t2 = turn(a, b, d);
    const int t3 = turn(c, d, a), t4 = turn(c, d, b);
    if (t1 != t2 && t3 != t4) return true;
    if (t1 == 0 && inside_box(a, b, c)) return true;
    if (t2 == 0 && inside_box(a, b, d)) return true;
    if (t3 == 0 && inside_box(c, d, a)) return true;
    return t4 == 0 && inside_box(c, d, b);
}
