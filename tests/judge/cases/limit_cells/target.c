struct raster {
    int rows, columns;
    float *cells;
};

void limit_cells(struct raster picture, float most) {
    for (int row = 0; row < picture.rows; row++)
        for (int column = 0; column < picture.columns; column++)
            if (picture.cells[row * picture.columns + column] > most)
                picture.cells[row * picture.columns + column] = most;
}
