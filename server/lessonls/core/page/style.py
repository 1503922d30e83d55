"""The page's style sheet: system fonts, two colour schemes, and paper."""

# Each colour of an agent has a contrast of at least 3 to 1 to its background, each text colour
# 4.5 to 1. The first scheme is also the one for paper.
STYLE = """
:root {
  color-scheme: light dark;
  --page: #ffffff; --box: #f4f6f8; --line: #d5dae0; --text: #1b2128; --quiet: #57606a;
  --accent: #0a7a3d; --added: #e2f6e8; --removed: #fde8e8; --thread: #6b7480; --link: #0a5fb4;
  --a0: #0b62b8; --a1: #c04a00; --a2: #0a7d5c; --a3: #a8328c;
  --a4: #8a6a00; --a5: #6247c9; --a6: #c2203f; --a7: #00798a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14181d; --box: #1d232a; --line: #39424d; --text: #e4e8ec; --quiet: #9aa5b1;
    --accent: #4cc77e; --added: #143a24; --removed: #47201f; --thread: #8b96a3; --link: #73b3f5;
    --a0: #6ab2ff; --a1: #ff9a57; --a2: #45cfa4; --a3: #ec8fd4;
    --a4: #e3c04a; --a5: #b3a4ff; --a6: #ff8296; --a7: #55cfe2;
  }
}
.a0 { color: var(--a0) } .a1 { color: var(--a1) } .a2 { color: var(--a2) }
.a3 { color: var(--a3) } .a4 { color: var(--a4) } .a5 { color: var(--a5) }
.a6 { color: var(--a6) } .a7 { color: var(--a7) }
* { box-sizing: border-box }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
}
main { max-width: 1024px; margin: 0 auto; padding: 24px 32px 48px; overflow-wrap: anywhere }
h1 { font-size: 26px; line-height: 1.25; margin: 0 }
h2 { font-size: 18px; margin: 32px 0 8px }
h3 { font-size: 15px; margin: 20px 0 4px }
p { margin: 4px 0 }
a { color: var(--link) }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.facts { color: var(--quiet) }
.facts code { font-size: 13px }
.result {
  margin-top: 16px; padding: 12px 20px; background: var(--box);
  border: 1px solid var(--line); border-left: 5px solid var(--quiet); border-radius: 6px;
}
.won { border-left-color: var(--accent) }
.headline { font-size: 24px; line-height: 1.3; font-weight: 650 }
.won .headline { color: var(--accent) }
.result ul { margin: 4px 0; padding-left: 20px }
.conditions { font-weight: 650 }
.legend {
  display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 8px 0; padding: 0; list-style: none;
  font-size: 13px;
}
.legend li { display: flex; align-items: center; gap: 5px; min-width: 0 }
.legend svg { flex: none; overflow: visible }
.wide { overflow-x: auto }
.wide > svg { display: block; font-size: 12px }
.wide text { paint-order: stroke; stroke: var(--page); stroke-width: 3px }
.column { fill: none }
.odd { fill: var(--box) }
.tick { fill: var(--quiet) }
.middle { text-anchor: middle }
.end { text-anchor: end }
.tick-line { stroke: var(--line); fill: none }
.one-line { stroke: var(--text); stroke-dasharray: 5 4; fill: none }
.one { fill: var(--text) }
.claim { fill: var(--accent); font-weight: 650 }
.mark { fill: currentColor; stroke: var(--page) }
.hollow { fill: var(--page); stroke: currentColor; stroke-width: 1.6 }
.cross, .bar { fill: none; stroke: currentColor; stroke-width: 1.8 }
.bar { stroke-width: 1.3 }
.ring { fill: none; stroke: var(--accent); stroke-width: 2; pointer-events: none }
.again { fill: none; stroke: var(--accent); stroke-dasharray: 3 3 }
.origin { fill: none; stroke: var(--quiet); stroke-width: 2 }
.thread { fill: none; stroke: var(--thread); opacity: .38 }
.faint .thread { opacity: .1 }
.legend .thread { opacity: 1 }
.reach { fill: none; stroke: transparent; stroke-width: 7; pointer-events: stroke }
.lesson:hover .thread { stroke: var(--link); stroke-width: 2; opacity: 1 }
.candidate:hover path { stroke-width: 2.5 }
pre {
  margin: 8px 0; padding: 8px 0; overflow-x: auto; font-size: 13px; line-height: 1.45;
  background: var(--box); border: 1px solid var(--line); border-radius: 6px; tab-size: 4;
  overflow-wrap: normal;
}
pre span { display: block; width: max-content; min-width: 100%; padding: 0 12px }
.added { background: var(--added) }
.removed { background: var(--removed) }
.place, .file { color: var(--quiet) }
.lessons dt { margin-top: 10px; color: var(--quiet); font-size: 13px }
.lessons dt b { color: var(--text) }
.lessons dd { margin: 0 }
:target { outline: 2px solid var(--link); outline-offset: 3px }
.costs { display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; margin: 4px 0 }
.costs dt { color: var(--quiet) }
.costs dd { margin: 0 }
table { border-collapse: collapse; width: 100%; font-size: 13px }
th, td { padding: 4px 18px 4px 0; text-align: left; vertical-align: top }
th { border-bottom: 2px solid var(--line); white-space: nowrap }
td { border-bottom: 1px solid var(--line); min-width: 32px }
th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
td:last-child { min-width: 160px }
.best td { font-weight: 650 }
@media print {
  main { max-width: none; padding: 0 }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .wide { overflow: visible }
  .wide > svg { max-width: 100%; height: auto }
  pre { white-space: pre-wrap; overflow-wrap: anywhere }
  pre span { width: auto }
  svg, tr, .result, .lessons dd { break-inside: avoid }
  h2, h3, .lessons dt { break-after: avoid }
}
"""
