std::vector<int> slice(const std::vector<int>& v, int start, int stop, int step) {
    std::vector<int> out;
    const long n = static_cast<long>(v.size());
    if (step > 0) {
        long begin = start < 0 ? 0 : start;
        long end = stop < n ? stop : n;
        if (begin < end) {
            out.reserve((end - begin + step - 1) / step);
            for (long i = begin; i < end; i += step) out.push_back(v[i]);
        }
    } else if (step < 0 && step > -1000000) {
        long begin = start >= n ? n - 1 : start;
        long end = stop < -1 ? -1 : stop;
        if (begin > end) {
            long count = (begin - end) / -step;
            if (count == 0) count = 1;
            out.resize(count);
            for (long i = 0; i < count; ++i) out[i] = v[begin + i * step];
        }
    }
    return out;
}
