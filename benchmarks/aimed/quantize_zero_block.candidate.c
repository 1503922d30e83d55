void quantize_blocks(const float *x, int8_t *q, float *scale, size_t blocks)
{
    for (size_t b = 0; b < blocks; b++, x += 32, q += 32) {
        float top = 0.0f;
        for (int i = 0; i < 32; i++) {
            float a = fabsf(x[i]);
            top = a > top ? a : top;
        }
        const float d = top / 127.0f;
        const float id = 1.0f / d;
        scale[b] = d;
        for (int i = 0; i < 32; i++) {
            float v = x[i] * id;
            if (!(v > -127.0f)) v = -127.0f;
            if (!(v < 127.0f)) v = 127.0f;
            q[i] = (int8_t)lrintf(v);
        }
    }
}
