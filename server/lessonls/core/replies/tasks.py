"""From a reply to the candidate in it, by task."""

from lessonls.core.lesson import Proposal
from lessonls.core.replies.implementing import implementation
from lessonls.core.replies.proposing import proposal
from lessonls.core.target import Target, Task


def candidate(text: str, target: Target, *, cut_off: bool = False, start: str = "") -> Proposal:
    """What a reply proposes, or what is wrong with it; `start` is the code to improve."""
    if target.task is Task.IMPLEMENT:
        return implementation(text, target, cut_off=cut_off)
    return proposal(text, target, cut_off=cut_off, start=start)
