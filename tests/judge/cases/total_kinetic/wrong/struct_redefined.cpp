// expect: not_compilable | faulty; reason: Particle|redefin|differently
struct Particle {
    float x, y, z;
    float vx, vy, vz;
    float mass;
    bool fixed;
};

double total_kinetic(const std::vector<Particle>& particles) {
    double energy = 0.0;
    for (const Particle& p : particles)
        if (!p.fixed) energy += 0.5 * p.mass * speed_squared(p);
    return energy;
}
