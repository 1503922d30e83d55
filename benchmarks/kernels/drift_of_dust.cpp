// Stencil: dust in a room that wraps around drifts with the wind, from an air-quality model.
#include <vector>

void drift_of_dust(int nx, int ny, int nz, double wind, const std::vector<double>& dust,
                   std::vector<double>& moved) {
    for (int x = 0; x < nx; ++x) {
        for (int y = 0; y < ny; ++y) {
            for (int z = 0; z < nz; ++z) {
                const int upwind = (x + nx - 1) % nx;
                const int above = (z + 1) % nz;
                moved[(z * ny + y) * nx + x] =
                    dust[(z * ny + y) * nx + x] * (1.0 - wind / 3.0 - 0.125) +
                    dust[(z * ny + y) * nx + upwind] * wind / 3.0 +
                    dust[(above * ny + y) * nx + x] * 0.125;
            }
        }
    }
}
