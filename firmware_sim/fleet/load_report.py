"""A load's figures as JSON, and as one page of HTML with charts, which needs nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from firmware_sim.fleet.load import Loaded
from firmware_sim.fleet.tally import Moment, percentile_ms

WIDTH, HEIGHT, MARGIN = 720, 200, 44
COLOURS = ("#2563eb", "#d97706", "#059669")
Line = tuple[str, Callable[[Moment], float]]

STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; max-width: 760px; margin: 2rem auto; padding: 0 1rem }
@media (prefers-color-scheme: dark) { body { background: #111827; color: #e5e7eb } }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left }
td + td { font-variant-numeric: tabular-nums } svg { width: 100%; height: auto }
svg text { font-size: 12px; fill: currentColor } svg .axis { stroke: currentColor; opacity: .3 }"""


def figures_of(loaded: Loaded, counted: Mapping[str, float] | None) -> dict[str, float]:
    """What came of it, by name. What only a gateway can count is missing where none was asked."""
    tally = loaded.tally
    told: dict[str, float] = {
        "attempted": tally.attempted,
        "acked": tally.acknowledged,
        "lost": tally.attempted - tally.acknowledged,
        "taken_by_broker": loaded.taken_by_broker,
        "seconds": round(loaded.seconds, 2),
        "per_second": round(tally.attempted / loaded.seconds, 1) if loaded.seconds else 0.0,
        "lag_p50_ms": percentile_ms(tally.lags_s, 0.5),
        "lag_p99_ms": percentile_ms(tally.lags_s, 0.99),
    }
    if counted is not None:
        drafts = sum(figure for name, figure in counted.items() if name.startswith("drafts_total"))
        posts = counted.get('posts_total{outcome="sent"}', 0.0)
        told |= {
            "stored": counted.get("readings_total", 0.0) - loaded.presences,
            "duplicated": counted.get("duplicates_total", 0.0),
            "posts": posts,
            "double_posts": max(0.0, posts - drafts),
        }
    return told


def closing_line(figures: Mapping[str, float]) -> str:
    """The figures in one line; a figure nobody could count is a question mark."""
    names = ("attempted", "acked", "stored", "lost", "duplicated", "posts", "double_posts")
    return "  ".join(f"{name} {_figure(figures.get(name))}" for name in names)


def html(loaded: Loaded, figures: Mapping[str, float], *, title: str) -> str:
    """The page."""
    moments = loaded.tally.moments
    charts = [
        ("Readings", [("sent", _attempted), ("at the broker", _taken), ("acknowledged", _acknowledged)]),
        ("Lag to the gateway's word, ms", [("half are faster", _p50), ("99 of 100 are faster", _p99)]),
        ("Connections", [("connections", _connections)]),
    ]
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{_figure(value)}</td></tr>" for name, value in figures.items()
    )
    drawn = "".join(f"<h2>{escape(name)}</h2>{''.join(_chart(moments, lines))}" for name, lines in charts)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<h1>{escape(title)}</h1><table>{rows}</table>{drawn}</html>\n"
    )


def _figure(value: float | None) -> str:
    return "?" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _chart(moments: Sequence[Moment], lines: Sequence[Line]) -> Iterator[str]:
    if len(moments) < 2:  # noqa: PLR2004 - one point is no line
        yield "<p>Too short for a chart.</p>"
        return
    last_s = moments[-1].at_s or 1.0
    top = max((value(moment) for _, value in lines for moment in moments), default=0.0) or 1.0
    yield f'<svg viewBox="0 0 {WIDTH} {HEIGHT + MARGIN}" role="img">'
    yield f'<path class="axis" fill="none" d="M{MARGIN} 8V{HEIGHT}H{WIDTH - 8}"/>'
    yield f'<text x="{MARGIN - 4}" y="16" text-anchor="end">{top:,.0f}</text>'
    yield f'<text x="{WIDTH - 8}" y="{HEIGHT + 16}" text-anchor="end">{last_s:,.0f} s</text>'
    for turn, (name, value) in enumerate(lines):
        points = " ".join(
            f"{MARGIN + moment.at_s / last_s * (WIDTH - MARGIN - 8):.1f},"
            f"{HEIGHT - value(moment) / top * (HEIGHT - 12):.1f}"
            for moment in moments
        )
        colour = COLOURS[turn]
        yield f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>'
        x = MARGIN + turn * 170
        yield f'<text x="{x + 14}" y="{HEIGHT + 36}">{escape(name)}</text>'
        yield f'<rect x="{x}" y="{HEIGHT + 27}" width="10" height="10" fill="{colour}"/>'
    yield "</svg>"


def _attempted(moment: Moment) -> float:
    return moment.attempted


def _taken(moment: Moment) -> float:
    return moment.taken_by_broker


def _acknowledged(moment: Moment) -> float:
    return moment.acknowledged


def _p50(moment: Moment) -> float:
    return moment.lag_p50_ms


def _p99(moment: Moment) -> float:
    return moment.lag_p99_ms


def _connections(moment: Moment) -> float:
    return moment.connections
