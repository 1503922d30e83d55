// expect: faulty | not_compilable | incorrect; reason: thread|values|process|fork|header
#include <pthread.h>

static void* work(void* given) {
    for (double& v : *static_cast<std::vector<double>*>(given)) v = std::fabs(v);
    return nullptr;
}

void drop_sign(std::vector<double>& values) {
    pthread_t worker;
    pthread_create(&worker, nullptr, work, &values);
}
