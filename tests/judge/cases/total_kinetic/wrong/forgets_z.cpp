// expect: incorrect; reason: the return value
double total_kinetic(const std::vector<Particle>& particles) {
    double energy = 0.0;
    for (const Particle& p : particles)
        if (!p.fixed) energy += 0.5 * p.mass * (p.vx * p.vx + p.vy * p.vy);
    return energy;
}
