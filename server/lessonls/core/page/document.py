"""The page as a whole."""

from base64 import b64encode
from hashlib import sha256

from lessonls.core.page.bounds import bounded
from lessonls.core.page.markup import Markup, element
from lessonls.core.page.plot import legend, plot
from lessonls.core.page.sections import (
    changes,
    costs,
    heading,
    learned,
    result,
    scrolling_plot,
    summary,
    table,
    tried,
)
from lessonls.core.page.style import STYLE
from lessonls.core.report import OptimizeReport
from lessonls.core.target import Task

_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()

# The page has one style sheet, which is known by its hash, and nothing else that could be loaded,
# run or sent: should a text ever escape from its place, it could do nothing with it.
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
)


def report_page(report: OptimizeReport) -> str:
    """One self-contained HTML file: no network, no scripts, dark and light, fit to print."""
    shown = bounded(report)
    main = element(
        "main",
        heading(shown),
        result(shown),
        _rounds(shown),
        changes(shown),
        learned(shown, report),
        table(shown, report),
        costs(shown),
    )
    page = element("html", _head(shown), element("body", main), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


def _head(report: OptimizeReport) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", summary(report)),
        element("style", Markup(STYLE)),
    )


def _rounds(report: OptimizeReport) -> Markup:
    if report.task is Task.IMPLEMENT:
        return Markup()  # there is no speedup
    title = element("h2", "Speedup over the rounds")
    if not report.candidates:
        return element("section", title, element("p", "No candidate to plot."))
    drawing = scrolling_plot(plot(report))
    return element("section", title, element("p", tried(report)), legend(report), drawing)
