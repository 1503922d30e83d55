size_t unpack_bits(const uint8_t *in, size_t n, uint8_t *out, size_t room)
{
    size_t i = 0, o = 0;
    while (i < n) {
        unsigned head = in[i++];
        if (head < 128) {
            size_t take = head + 1;
            if (take > n - i)
                take = n - i;
            if (take > room - o)
                take = room - o;
            memcpy(out + o, in + i, take);
            o += take;
            i += take;
        } else {
            if (i >= n)
                break;
            size_t run = 257 - head;
            if (run > room - o)
                run = room - o;
            memset(out + o, in[i++], run);
            o += run;
        }
    }
    return o;
}
