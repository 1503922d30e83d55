// expect: not_compilable | faulty; reason: speed_squared|redefin|differently
static inline double speed_squared(const Particle& p) { return 0; }

double total_kinetic(const std::vector<Particle>& particles) {
    double energy = 0.0;
    for (const Particle& p : particles)
        if (!p.fixed) energy += 0.5 * p.mass * speed_squared(p);
    return energy;
}
