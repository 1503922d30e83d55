uint32_t texel_repeat(const uint32_t *tex, int w, int h, int x, int y)
{
    unsigned uw = (unsigned)w, uh = (unsigned)h;
    /* unsigned division: no sign fix-up, powers of two stay cheap */
    unsigned tx = (unsigned)x % uw;
    unsigned ty = (unsigned)y % uh;
    return tex[(size_t)ty * uw + tx];
}
