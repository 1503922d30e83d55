"""What a judge process and its client say to each other, and how the process is started."""

from lessonls.adapters.judge.protocol.client import (
    Definitions,
    ProcessBench,
    ProcessJudge,
    Supplies,
    TestsFor,
    WorkloadFor,
    headers_of,
    inherited,
    no_tests,
    prepared,
    supplied,
)
from lessonls.adapters.judge.protocol.messages import (
    USERS_OF,
    Act,
    Failure,
    Open,
    Ready,
    Reply,
    Request,
    SourceText,
    Supply,
)

__all__ = [
    "USERS_OF",
    "Act",
    "Definitions",
    "Failure",
    "Open",
    "ProcessBench",
    "ProcessJudge",
    "Ready",
    "Reply",
    "Request",
    "SourceText",
    "Supplies",
    "Supply",
    "TestsFor",
    "WorkloadFor",
    "headers_of",
    "inherited",
    "no_tests",
    "prepared",
    "supplied",
]
