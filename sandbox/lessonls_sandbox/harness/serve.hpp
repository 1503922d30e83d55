// The fork server: every request runs the function in a new process.
//
// Files: 3 is the control socket (one message a datagram), 4 the request, 5 the answer,
// both memory files. The server itself never runs the library under test; it forks, and
// reports how the child ended. In the child:
//
//     ready   the arguments of all calls are built
//     go      (from the judge, which looks at its clock)
//     done    all calls have returned (the judge looks at its clock)
//     write   (from the judge)
//     output  return values and arguments as they are now are in file 5
//     bye     (from the judge)
//
// The child holds no clock that counts, no expected output and no verdict.

#pragma once

#include "calls.hpp"

namespace lessonls {

// `argv`: the folder of libraries, then the numbers that files 3, 4 and 5 have now. `hello` is the
// description of the function's types; the one that is `called` is what a caller is run for.
int serve(int argc, char **argv, const std::string &hello, Calls &calls, Calls *called = nullptr);

// For a function of type F, a pointer, which reads or writes variables of types V.
template <class F, class... V> int serve(int argc, char **argv) {
    CallsOf<F, V...> calls;
    return serve(argc, argv, Signature<F>::template describe<V...>(), calls);
}

}  // namespace lessonls
