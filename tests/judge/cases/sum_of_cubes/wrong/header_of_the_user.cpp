// expect: not_compilable; reason: header|include|passwd
#include "/etc/passwd"

long sum_of_cubes(const std::vector<int>& values) { return 0; }
