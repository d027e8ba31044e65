"""Makes the report of a run: the table of goals, everything else that was recorded, and plots.

usage: report.py write ROWS FACTS FILE | report.py gates ROWS

ROWS has a key and a number on each line, as `record` writes them; FACTS has the lines about the
machine. `goals/*.tsv` say what the keys must reach. `gates` prints a line for each goal that is
missed and fails when there is one.
"""

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
# Rows that are the ratio of two others.
RATIOS = {
    "growth": ("L.resolved.instructions", "S.resolved.instructions"),
    "layers": ("X.raw.p50", "M.raw.p50"),
    "layers.instructions": ("X.resolved.instructions", "M.resolved.instructions"),
    "explanation": ("M.explained.instructions", "M.raw.instructions"),
    "tcp.json.1x1.p50.ratio": ("tcp.json.1x1.p50", "tcp.json.1x1.c.p50"),
    "unix.json.1x1.p50.ratio": ("unix.json.1x1.p50", "unix.json.1x1.c.p50"),
    "tcp.json.1x1.halting.p50.ratio": ("tcp.json.1x1.halting.p50", "tcp.json.1x1.halting.c.p50"),
    "unix.json.1x1.halting.p50.ratio": ("unix.json.1x1.halting.p50", "unix.json.1x1.halting.c.p50"),
}


def table(path):
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_rows(path):
    """The numbers by key; of a key that was recorded more than once, the median."""
    lists = {}
    for key, value in table(Path(path)):
        lists.setdefault(key, []).append(float(value))
    rows = {key: sorted(values)[len(values) // 2] for key, values in lists.items()}
    for key, (over, under) in RATIOS.items():
        if over in rows and rows.get(under):
            rows[key] = rows[over] / rows[under]
    for key in [key for key in rows if key.endswith(".change.p50")]:
        rows[key.removesuffix("p50") + "us"] = rows[key] / 1000
    differences = [rows[key] for key in rows if key.startswith("peer.") and "differences" in key]
    if differences:
        rows["peer.differences"] = sum(differences)
    return rows


def goals():
    for path in sorted((FOLDER / "goals").glob("*.tsv")):
        if path.stem == "notes":
            continue
        for key, title, comparison, gate, stretch, *unit in table(path):
            unit = unit[0] if unit else ""
            yield path.stem, key, title, comparison, float(gate), float(stretch), unit


def reaches(value, comparison, bound):
    return value <= bound if comparison == "<=" else value >= bound


def number(value):
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"


def notes():
    return {key: text for key, text in table(FOLDER / "goals" / "notes.tsv")}


def missed(rows):
    """A line for each goal that is missed or was not measured."""
    for room, key, title, comparison, gate, stretch, unit in goals():
        if key not in rows:
            yield key, f"{room}: {title}: not measured (`{key}`)"
        elif not reaches(rows[key], comparison, gate):
            yield key, (
                f"{room}: {title}: {number(rows[key])}{' ' + unit if unit else ''}, "
                f"the gate is {comparison} {number(gate)}"
            )


def write(rows, facts, file):
    lines = ["# Postern, measured", "", "Written by `make bench`; [README.md](README.md) says how"]
    lines += ["to read it.", ""]
    lines += [f"* {line}" for line in facts]
    for room in sorted({goal[0] for goal in goals()}):
        lines += ["", f"## Goals: {room}", "", "| goal | gate | stretch | measured | |"]
        lines += ["|---|---|---|---|---|"]
        for owner, key, title, comparison, gate, stretch, unit in goals():
            if owner != room:
                continue
            measured, verdict = "not measured", "missed"
            if key in rows:
                measured = f"{number(rows[key])} {unit}".strip()
                if reaches(rows[key], comparison, stretch):
                    verdict = "stretch"
                elif reaches(rows[key], comparison, gate):
                    verdict = "reached"
            sign = "≤" if comparison == "<=" else "≥"
            lines.append(
                f"| {title} | {sign} {number(gate)} | {number(stretch)} | {measured} | {verdict} |"
            )
    known = notes()
    late = [(key, line) for key, line in missed(rows)]
    if late:
        lines += ["", "## What is missed", ""]
        for key, line in late:
            lines.append(f"* {line}." + (f" {known[key]}" if key in known else ""))
    lines += sections(rows)
    lines += ["", "## Plots", ""]
    for name, title in plots(rows):
        lines.append(f"![{title}](plots/{name}.svg)")
        lines.append("")
    lines += ["## Everything that was recorded", "", "| what | number |", "|---|---|"]
    lines += [f"| {key} | {number(rows[key])} |" for key in sorted(rows)]
    Path(file).write_text("\n".join(lines) + "\n")


def sections(rows):
    """The tables: what was measured of one thing on several workloads or over several wires."""

    def cell(keys, unit=""):
        values = [number(rows[key]) if key in rows else "-" for key in keys]
        return " / ".join(values) + (f" {unit}" if unit else "")

    def grid(title, corner, columns, lines):
        yield from ("", f"## {title}", "", f"| {corner} | " + " | ".join(columns) + " |")
        yield "|---" * (len(columns) + 1) + "|"
        yield from (f"| {name} | " + " | ".join(cells) + " |" for name, cells in lines)

    scales = "SMLWX"
    yield from grid(
        "The engine",
        "of one decision, by workload",
        scales,
        [
            (f"{phase}, p50 / p99, ns", [cell([f"{s}.{phase}.p50", f"{s}.{phase}.p99"]) for s in scales])
            for phase in ("raw", "resolved", "explained")
        ]
        + [
            (f"{phase}, instructions", [cell([f"{s}.{phase}.instructions"]) for s in scales])
            for phase in ("raw", "resolved", "explained")
        ]
        + [
            (f"bytes {kind}", [cell([f"{s}.bytes.{kind}"]) for s in scales])
            for kind in ("per statement in a set", "per user", "per group", "per session")
        ]
        + [
            ("draws decided as the specification does", [cell([f"{s}.verified"]) for s in scales]),
            ("decisions that differ from its", [cell([f"{s}.mismatches"]) for s in scales]),
            ("policies compiled a second, per core", [cell([f"{s}.compiled"]) for s in scales]),
        ],
    )
    yield from grid(
        "Publishing",
        "by workload",
        "ML",
        [
            (title, [cell([f"{s}.{key}"]) for s in "ML"])
            for title, key in (
                ("one policy changed to visible, p50, us", "change.us"),
                ("resident: snapshot and what the next is made of, bytes", "resident"),
                ("more at the peak of many changes of a policy, bytes", "peak"),
                ("more at the peak of publishing everything, bytes", "peak.whole"),
                ("two threads, decisions per computing time, over one", "threads"),
                ("a reader is slower beside a thousand publications a second, %", "slowdown"),
            )
        ],
    )
    names = sorted(key.split(".")[1] for key in rows if key.count(".") == 2 and key.endswith(".us"))
    yield from grid(
        "Other engines, workload M",
        "engine",
        ["p50, us", "its time over ours", "answers that differ"],
        [
            (name, [cell([f"peer.{name}{end}"]) for end in (".us", "", ".differences")])
            for name in names
            if f"peer.{name}" in rows
        ],
    )
    shapes = ("1x1", "1x1.halting", "8x1", "8x10", "1x100")
    titles = ("1x1", "1x1, cores that halt", *shapes[2:])
    wires = sorted({key.removesuffix(".1x1.cpu") for key in rows if key.endswith(".1x1.cpu")})
    wires = [wire for wire in wires if not wire.endswith(".c")]
    yield from grid(
        "The network: CPU per request",
        "us: Postern / C server = ratio",
        titles,
        [
            (
                wire,
                [
                    cell([f"{wire}.{shape}.cpu", f"{wire}.{shape}.c.cpu"])
                    + f" = {cell([f'{wire}.{shape}.ratio'])}"
                    for shape in shapes
                ],
            )
            for wire in wires
        ],
    )
    yield from grid(
        "The network: requests per second, closed loop",
        "Postern / C server",
        titles,
        [
            (wire, [cell([f"{wire}.{shape}.speed", f"{wire}.{shape}.c.speed"]) for shape in shapes])
            for wire in wires
        ],
    )
    ends = ("p50", "p99", "p99.9")
    yield from grid(
        "The network: times of requests",
        "p50 / p99 / p99.9, us",
        (*titles, "8,000 a second, open loop"),
        [
            (
                name,
                [
                    cell([f"{wire}.{shape}.{side}{end}" for end in ends])
                    for shape in (*shapes, "open")
                ],
            )
            for wire in wires
            for name, side in ((wire, ""), (f"{wire}, C server", "c."))
        ],
    )


def plots(rows):
    """Draws what there are numbers for; gives back the names and titles of the drawings."""
    scales = [scale for scale in "SMLWX" if f"{scale}.resolved.instructions" in rows]
    yield from draw(
        "instructions",
        "Instructions per decision, principal and action resolved",
        [(scale, rows[f"{scale}.resolved.instructions"]) for scale in scales],
        900,
    )
    scales = [scale for scale in "SMLWX" if f"{scale}.raw.p50" in rows]
    yield from draw(
        "time",
        "Nanoseconds per decision from a request's texts, p50",
        [(scale, rows[f"{scale}.raw.p50"]) for scale in scales],
        None,
    )
    bars = [
        (f"{wire} {shape}", rows[f"{wire}.{shape}.ratio"])
        for wire in ("tcp.json", "unix.json", "tcp.json.tls", "tcp.grpc")
        for shape in ("1x1", "8x1", "8x10", "1x100")
        if f"{wire}.{shape}.ratio" in rows
    ]
    yield from draw("network", "CPU per request over the minimal C server", bars, 1.6)
    peers = [("Postern", rows.get("M.raw.p50", 0))] + [
        (key.split(".")[1], rows[key] * 1000)
        for key in sorted(rows)
        if key.startswith("peer.") and key.endswith(".us")
    ]
    if len(peers) > 1:
        yield from draw(
            "peers", "Nanoseconds per decision at M, each digit ten times more", peers, None, True
        )
    kinds = ["per statement in a set", "per user", "per group", "per session"]
    sizes = [
        (f"{scale} {kind.split()[1]}", rows[f"{scale}.bytes.{kind}"])
        for scale in "MLX"
        for kind in kinds
        if rows.get(f"{scale}.bytes.{kind}")
    ]
    yield from draw("memory", "Bytes of the compiled form", sizes, None)


def draw(name, title, bars, bound, is_logarithmic=False):
    if not bars:
        return
    from math import log10

    def length(value):
        return max(log10(max(value, 1)), 0.01) if is_logarithmic else value

    height, width, left = 26, 420, 130
    top = max(length(value) for _, value in bars + ([("", bound)] if bound else []))
    scale = width / top
    total = 40 + height * len(bars) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 110}" height="{total}" '
        'font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="10" y="22" font-weight="bold">{title}</text>',
    ]
    for place, (label, value) in enumerate(bars):
        y = 36 + place * height
        parts.append(f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{label}</text>')
        parts.append(
            f'<rect x="{left}" y="{y}" width="{length(value) * scale:.1f}" height="{height - 7}" '
            'fill="#4477aa"/>'
        )
        parts.append(
            f'<text x="{left + length(value) * scale + 6:.1f}" y="{y + 15}">{number(value)}</text>'
        )
    if bound:
        x = left + length(bound) * scale
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="32" y2="{total - 8}" stroke="#cc3311" '
            'stroke-dasharray="4 3"/>'
        )
    folder = FOLDER / "plots"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.svg").write_text("\n".join(parts + ["</svg>"]) + "\n")
    yield name, title


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "write":
        write(read_rows(sys.argv[2]), Path(sys.argv[3]).read_text().splitlines(), sys.argv[4])
    elif len(sys.argv) == 3 and sys.argv[1] == "gates":
        lines = [line for _, line in missed(read_rows(sys.argv[2]))]
        print("\n".join(lines) if lines else "every goal is reached")
        sys.exit(1 if lines else 0)
    else:
        sys.exit(__doc__)


main()
