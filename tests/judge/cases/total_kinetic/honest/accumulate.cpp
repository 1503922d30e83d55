#include <numeric>

double total_kinetic(const std::vector<Particle>& particles) {
    const auto energy = [](double sum, const Particle& p) {
        return p.fixed ? sum : sum + p.mass * speed_squared(p);
    };
    return 0.5 * std::accumulate(particles.begin(), particles.end(), 0.0, energy);
}
