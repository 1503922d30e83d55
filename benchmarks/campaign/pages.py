"""Campaigns as one self-contained HTML page: tables, plots, no scripts, no network."""

from collections.abc import Mapping, Sequence

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
    campaigns = {name: records for name, (_, records) in found.items()}
    drawn = [together([_heading(title), Markup(plot(campaigns))]) for title, plot in _PLOTS]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", "Campaigns"),
        element("style", Markup(_STYLE)),
    )
    body = element(
        "body",
        element("h1", "Campaigns"),
        _setups(found),
        _heading("Measures"),
        _measures({name: measures(records) for name, records in campaigns.items()}),
        _comparisons(campaigns),
        *drawn,
        _problems(campaigns),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def _heading(text: str) -> Markup:
    return element("h2", text)


def _setups(found: Found) -> Markup:
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
    return _table(["", *every], rows)


def _comparisons(campaigns: plots.Campaigns) -> Markup:
    """Each campaign against the first, where they have problems in common."""
    (first, base), *others = campaigns.items()
    keys = {(one.suite, one.name) for one in base}
    lines = [
        f"A is {first}, B is {name}: {compared(base, records).sentence}."
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
    return together([_heading("Problems"), _table(head, sorted(rows))])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    lines = [element("tr", *(element("th", cell) for cell in head))]
    lines += [element("tr", *(element("td", cell) for cell in row)) for row in rows]
    return element("table", *lines)
