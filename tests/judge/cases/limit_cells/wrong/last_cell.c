// expect: incorrect; reason: picture\.cells
void limit_cells(struct raster picture, float most) {
    int count = picture.rows * picture.columns;
    for (int at = 0; at < count - 1; at++)
        if (picture.cells[at] > most) picture.cells[at] = most;
}
