void recentre(std::vector<Vec3>& points, const Vec3& origin) {
    for (Vec3& p : points) {
        p.x -= origin.x;
        p.y -= origin.y;
        p.z -= origin.z;
    }
}
