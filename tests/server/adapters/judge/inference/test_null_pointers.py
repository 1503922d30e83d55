"""Pointers that a function compares with a null pointer."""

import pytest

from lessonls.adapters.judge.inference.null_pointers import is_asked_for


@pytest.mark.parametrize(
    "code",
    [
        "if (!p) return;",
        "if (p == NULL) return;",
        "if (nullptr != p) *p = 1;",
        "if (p) *p = 1;",
        "if (n > 1 && p) *p = 1;",
        "while (s->p) s = next(s);",
        "return 0 == p ? 1 : *p;",
        "if (!s->p || s.p->n) return;",
    ],
)
def test_one_that_may_not_be_there_is_asked_for(code: str):
    assert is_asked_for("p", code)


@pytest.mark.parametrize(
    "code",
    [
        "*p = 1;",
        "if (*p) return;",
        "if (!p->n) return;",
        "if (!p[0]) return;",
        "if (p->n == 0) return;",
        "if (up) return;",
        "use(p);",
        "if (p[i]) return;",
    ],
)
def test_one_that_is_only_used_is_not(code: str):
    assert not is_asked_for("p", code)
