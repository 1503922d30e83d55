struct Quat {
    double w, x, y, z;
};

// out = a * b.  out may be one of the factors.
void quat_multiply(const Quat& a, const Quat& b, Quat& out) {
    Quat r;
    r.w = a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z;
    r.x = a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y;
    r.y = a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x;
    r.z = a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w;
    out = r;
}
