"""Reports of made-up runs, for what shows them."""

from typing import Any

from lessonls.core.report import OptimizeReport

HOSTILE = (
    "</style><script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "\" onmouseover='alert(1)' x=\"",
    "<!-- ]]> --><![CDATA[",
    "&lt;b&gt;&#60;script&#62;",
    "a\x00b\x07c\x1b[31md\x7fe\x85f\r\ng",
    "\ud800half\udfff",
    "if (admin\u202e\u2066 // \u2069\u2066) {",
    "\ufffe\uffff",
    "x" * 10_000,
    "",
    " \n\t ",
)
"""Texts as nobody who means well would write them."""


def a_candidate(agent: str = "ada", number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "agent": agent,
        "round": number,
        "verdict": "correct",
        "reason": "",
        "speedup": 2.0,
        "interval": [1.9, 2.1],
        "seconds": 0.5,
        "code": f"code of {agent} in {number}",
        "repaired": False,
        "baseline_times": [2.0],
        "candidate_times": [1.0],
    } | changes


def rejected(agent: str = "bob", number: int = 0, **changes: Any) -> dict[str, Any]:
    facts = {"verdict": "incorrect", "reason": "4, not 2.", "speedup": None, "interval": None}
    return a_candidate(agent, number, **(facts | changes))


def a_lesson(
    name: str = "0", agent: str = "ada", number: int = 0, **changes: Any
) -> dict[str, Any]:
    return {
        "id": name,
        "text": f"Lesson {name}.",
        "outcome": "slower",
        "agent": agent,
        "round": number,
        "speedup": 2.0,
        "function": "f",
    } | changes


def a_best(candidate: dict[str, Any], **changes: Any) -> dict[str, Any]:
    names = ("code", "speedup", "interval", "agent", "round")
    diff = "--- f.c\n+++ f.c\n@@ -1 +1 @@\n-old\n+new\n"
    return {name: candidate[name] for name in names} | {"diff": diff} | changes


def a_report(*candidates: dict[str, Any], **changes: Any) -> OptimizeReport:
    """A report of candidates; nothing is claimed unless `best` is given."""
    plain: dict[str, Any] = {
        "schema_version": 1,
        "target": {"file": "f.c", "function": "f", "line": 3, "language": "c", "digest": "0"},
        "mode": "serial",
        "baseline_seconds": 0.001,
        "best": None,
        "candidates": candidates,
        "lessons": [],
        "evidence": None,
        "seconds": 3.0,
    }
    return OptimizeReport.model_validate(plain | changes)


def a_won_report(**changes: Any) -> OptimizeReport:
    """Two rounds, two agents, three lessons of which one is from an earlier run."""
    winner = a_candidate("bob", 1, speedup=3.4, interval=[3.3, 3.5])
    plain = {
        "best": a_best(winner, speedup=3.2, interval=[3.1, 3.3]),
        "evidence": {
            "inputs": 412,
            "sanitizers": ["address"],
            "confirmed": True,
            "conditions": ["z must not overlap x"],
            "notes": ["a note"],
        },
        "lessons": [a_lesson("1"), a_lesson("2", "bob", 1)],
        "remembered": [a_lesson("9", "eve", function="g")],
        "rounds": [{"round": 0, "lessons": ["9"]}, {"round": 1, "lessons": ["1", "9"]}],
        "agents": ["ada", "bob", "cyd"],
    }
    return a_report(a_candidate(), rejected(), winner, **(plain | changes))


def hostile(text: str) -> OptimizeReport:
    """A report in which everything that others write says `text`."""
    winner = a_candidate(text, 1, reason=text, code=text)
    evidence = {"conditions": [text], "notes": [text], "confinement": text, "races": text}
    target = {"file": text, "function": text, "line": 1, "language": "cpp", "digest": text}
    return a_won_report(
        target=target,
        candidates=[a_candidate(text), rejected(text, reason=text), winner],
        best=a_best(winner, diff=text),
        evidence=evidence | {"sanitizers": [text], "confirmed": True},
        lessons=[a_lesson("1", text, text=text), a_lesson("2", text, 1, text=text)],
        remembered=[a_lesson("9", text, text=text, function=text)],
        departures=[{"agent": text, "reason": text}],
        agents=[text],
        note=text,
    )
