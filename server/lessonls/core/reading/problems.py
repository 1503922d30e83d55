"""What is wrong with a candidate's text, in one sentence that names the line."""

_LONGEST = 300


class CandidateProblem(ValueError):  # noqa: N818 - a candidate's fault, not an error of ours
    """The text cannot take the function's place; the message is one sentence."""


def problem(line: int, what: str) -> CandidateProblem:
    """The sentence `Line N what`; `what` ends with a full stop, and may quote the candidate."""
    sentence = " ".join(f"Line {line} {what}".split())
    if len(sentence) > _LONGEST:
        sentence = f"{sentence[:_LONGEST]}..."
    return CandidateProblem(sentence)
