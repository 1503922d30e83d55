#include <vector>

struct Particle {
    double x, y, z;
    double vx, vy, vz;
    double mass;
    bool fixed;
};

static inline double speed_squared(const Particle& p) {
    return p.vx * p.vx + p.vy * p.vy + p.vz * p.vz;
}

double total_kinetic(const std::vector<Particle>& particles) {
    double doubled = 0.0;
    for (const Particle& p : particles) {
        const double weight = p.fixed ? 0.0 : p.mass;
        doubled += weight * speed_squared(p);
    }
    return 0.5 * doubled;
}
