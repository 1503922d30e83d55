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
    double energy = 0.0;
    for (const Particle& p : particles) {
        if (!p.fixed) energy += 0.5 * p.mass * speed_squared(p);
    }
    return energy;
}

double mass_of(const std::vector<Particle>& particles) {
    double mass = 0.0;
    for (const Particle& p : particles) mass += p.mass;
    return mass;
}
