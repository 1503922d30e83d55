static double energy_of(const Particle& p) { return p.fixed ? 0.0 : 0.5 * p.mass * speed_squared(p); }

double total_kinetic(const std::vector<Particle>& particles) {
    double a = 0.0, b = 0.0;
    const std::size_t n = particles.size();
    std::size_t i = 0;
    for (; i + 1 < n; i += 2) {
        a += energy_of(particles[i]);
        b += energy_of(particles[i + 1]);
    }
    return i < n ? a + b + energy_of(particles[i]) : a + b;
}
