"""Campaigns as one self-contained HTML page: tables, plots, no scripts, no network."""

from collections.abc import Callable, Mapping, Sequence

from benchmarks.campaign import plots
from benchmarks.campaign.comparing import compared
from benchmarks.campaign.folder import Manifest
from benchmarks.campaign.measures import Measures, measures
from benchmarks.campaign.record import Record
from benchmarks.campaign.tables import HEAD, figures
from lessonls.core.page.markup import Markup, element, together
from lessonls.core.wording import count

Found = Mapping[str, tuple[Manifest, Sequence[Record]]]
"""Manifest and records by what a campaign is called."""

_STYLE = """
body { margin: 0 auto; max-width: 1024px; padding: 24px; font: 15px/1.5 system-ui, sans-serif;
  color: #1b2128; background: #ffffff }
table { border-collapse: collapse; font-size: 13px }
th, td { padding: 2px 10px; text-align: right; border-bottom: 1px solid #d5dae0 }
th:first-child, td:first-child { text-align: left }
svg { max-width: 100%; height: auto }
"""
_PLOTS = (
    ("By category", plots.by_category),
    ("Over rounds", plots.over_rounds),
    ("The best of n", plots.best_of_n),
    ("Cost and gain", plots.cost_and_gain),
)


def page(found: Found) -> str:
    """The page of one campaign, or of several side by side; the first is what others are
    compared with.
    """
    campaigns = records_in(found)
    drawn = [together([heading(title), Markup(plot(campaigns))]) for title, plot in _PLOTS]
    return document(
        setups(found),
        heading("Measures"),
        _measures({name: measures(records) for name, records in campaigns.items()}),
        comparisons(campaigns, lambda a, b: compared(a, b).sentence),
        *drawn,
        _problems(campaigns),
    )


def records_in(found: Found) -> plots.Campaigns:
    """What the campaigns have finished."""
    return {name: records for name, (_, records) in found.items()}


def document(*parts: Markup) -> str:
    """A whole page of these parts, which loads nothing."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", "Campaigns"),
        element("style", Markup(_STYLE)),
    )
    body = element("body", element("h1", "Campaigns"), *parts)
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def heading(text: str) -> Markup:
    """Of a part."""
    return element("h2", text)


def setups(found: Found) -> Markup:
    """A line for each campaign: what it did, where, and from when on."""
    lines = [
        f"{name}: {manifest.setup.strategy}, team {', '.join(manifest.setup.team)},"
        f" {manifest.setup.mode.value}; lessonls {manifest.lessonls},"
        f" {' '.join(manifest.flags)}; on {_machines(manifest)}; began {manifest.began};"
        f" answers of models: {manifest.replies or 'none'}"
        for name, (manifest, _) in found.items()
    ]
    return together([element("p", line) for line in lines])


def _machines(manifest: Manifest) -> str:
    each = (
        f"{one.name} ({one.make}, {count(one.cores, 'core')}, timing noise {one.noise:.1%})"
        for one in manifest.machines
    )
    return ", ".join(each)


def _measures(every: Mapping[str, Measures]) -> Markup:
    columns = zip(*(figures(one) for one in every.values()), strict=True)
    rows = [[name, *column] for name, column in zip(HEAD, columns, strict=True)]
    return sheet(["", *every], rows)


def comparisons(
    campaigns: plots.Campaigns, sentence: Callable[[Sequence[Record], Sequence[Record]], str]
) -> Markup:
    """The sentence about the first campaign and each other one that has problems of it."""
    (first, base), *others = campaigns.items()
    keys = {(one.suite, one.name) for one in base}
    lines = [
        f"A is {first}, B is {name}: {sentence(base, records)}."
        for name, records in others
        if keys & {(one.suite, one.name) for one in records}
    ]
    return together([element("p", line) for line in lines])


def _problems(campaigns: plots.Campaigns) -> Markup:
    rows = [
        [
            f"{one.suite} {one.name}",
            name,
            f"{one.speedup:.2f}x",
            f"{one.interval[0]:.2f} to {one.interval[1]:.2f}",
            f"{one.until_best:.0f}",
            f"{one.seconds:.0f}",
            one.where,
            one.problem,
        ]
        for name, records in campaigns.items()
        for one in records
    ]
    head = ["problem", "campaign", "speedup", "interval", "s to the best", "s", "where", ""]
    return together([heading("Problems"), sheet(head, sorted(rows))])


def sheet(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table."""
    lines = [element("tr", *(element("th", cell) for cell in head))]
    lines += [element("tr", *(element("td", cell) for cell in row)) for row in rows]
    return element("table", *lines)
