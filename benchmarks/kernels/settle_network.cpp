// Solver: repeated averaging of a resistor network until the voltages settle, from a circuit tool.
#include <vector>

void settle_network(int nodes, int sweeps, const std::vector<std::vector<double>>& conductance,
                    const std::vector<double>& inflow, std::vector<double>& voltage) {
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        std::vector<double> before = voltage;
        for (int i = 0; i < nodes; ++i) {
            double current = inflow[i];
            for (int j = 0; j < nodes; ++j) {
                if (j != i) current += conductance[j][i] * before[j];
            }
            double total = 1.0;
            for (int j = 0; j < nodes; ++j) {
                if (j != i) total += conductance[i][j] * conductance[i][j];
            }
            voltage[i] = current / total;
        }
    }
}
