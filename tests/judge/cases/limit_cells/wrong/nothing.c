// expect: incorrect; reason: picture\.cells
void limit_cells(struct raster picture, float most) {
    (void)picture;
    (void)most;
}
