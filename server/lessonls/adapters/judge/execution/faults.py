"""What is said of a process that did not get through."""

import re

from lessonls_sandbox.run import Sample

_ARGUMENT = re.compile(r"^lessonls: argument (\d+)$", re.MULTILINE)


def overrun(sample: Sample) -> int | None:
    """The number of the argument whose memory was overrun, as far as the harness can tell."""
    found = _ARGUMENT.search(sample.log)
    return int(found[1]) if found else None


def describe_fault(sample: Sample) -> str:
    """One line on a fault: the sanitizer's words if there are any."""
    for line in sample.log.splitlines():
        if "ERROR: AddressSanitizer:" in line:
            return line.split("AddressSanitizer:", 1)[1].split(" on ")[0].split("(")[0].strip()
        if "runtime error:" in line:
            return line.split("runtime error:", 1)[1].strip()
        if "Assertion '" in line:
            return "assertion of the standard library failed: " + line.split("Assertion '")[1]
        if "terminate called" in line:
            return "threw an uncaught exception"
    if sample.crashed and sample.problem.endswith(("SIGSEGV", "SIGBUS")):
        return f"accessed an invalid address or wrote to read-only memory ({sample.problem})"
    return sample.problem
