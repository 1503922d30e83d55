/* Gravity between n bodies, every pair twice. */
#include <math.h>

/* Sets ax, ay, az to the accelerations of n bodies at x, y, z with the given masses. */
void accelerations(int n, const double *x, const double *y, const double *z, const double *mass,
                   double *ax, double *ay, double *az) {
    for (int i = 0; i < n; i++) {
        ax[i] = 0.0;
        ay[i] = 0.0;
        az[i] = 0.0;
        for (int j = 0; j < n; j++) {
            double dx = x[j] - x[i];
            double dy = y[j] - y[i];
            double dz = z[j] - z[i];
            double r2 = dx * dx + dy * dy + dz * dz + 1e-3;
            double f = mass[j] / (r2 * sqrt(r2));
            ax[i] += f * dx;
            ay[i] += f * dy;
            az[i] += f * dz;
        }
    }
}
