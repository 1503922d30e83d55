// expect: not_compilable; reason: empty
