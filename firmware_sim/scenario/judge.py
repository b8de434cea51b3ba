"""What was to be seen, beside what was seen: the verdict. Pure; only the cars' time counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from firmware_sim.scenario.form import Counted, Looked, NotSeen, Seen
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.sight import Record, Sight

COUNTERS = {
    "readings": "readings_total",
    "duplicates": "duplicates_total",
    "quarantined": "quarantined_total",
    "posts": 'posts_total{outcome="sent"}',
}
NEAR_MISSES = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation, and what became of it."""

    expected: str
    wrong: str = ""  # empty: it was met
    shown: tuple[str, ...] = field(default=())  # what was seen instead


def looking_at(scenario: Scenario) -> list[float]:
    """The moments (Unix seconds) at which somebody has to look, in order."""
    moments = {scenario.starts.timestamp(), scenario.ends_s}
    for look in (*scenario.form.seen, *scenario.form.not_seen):
        moments |= set(_window(look, scenario))
    return sorted(moments)


def judge(scenario: Scenario, record: Record) -> list[Finding]:
    """Every expectation of a scenario, met or not."""
    form = scenario.form
    found = [_seen(look, by, scenario, record) for look in form.seen for by in look.by]
    found += [_not_seen(look, by, scenario, record) for look in form.not_seen for by in look.by]
    found += (_counted(each, record) for each in form.counted)
    for each in form.acknowledged:
        car = each.car or form.car[0].name
        up_to, said = record.acknowledged.get(car, 0), record.said.get(car, 0)
        wrong = "" if up_to >= said else f"it was told so up to {up_to} of {said}"
        found.append(Finding(f"all that {car} said is acknowledged", wrong))
    return found


def _seen(look: Seen, by: str, scenario: Scenario, record: Record) -> Finding:
    expected = f"{by} sees {_what(look, scenario)}"
    coming = (sight for sight in _sights(look, by, scenario, record) if sight.comes)
    fitting = [sight for sight in coming if _fits(look, sight)]
    wrong = ""
    if not fitting:
        wrong = "there was none"
    elif look.times is not None and len(fitting) != look.times:
        wrong = f"there were {len(fitting)}"
    elif look.rings is not None and any(sight.rings is not look.rings for sight in fitting):
        wrong = "no phone rang" if look.rings else "a phone rang"
    return Finding(expected, wrong, _told(wrong, look, by, scenario, record))


def _not_seen(look: NotSeen, by: str, scenario: Scenario, record: Record) -> Finding:
    fitting = [sight for sight in _sights(look, by, scenario, record) if _fits(look, sight)]
    wrong = f"there {'was one' if len(fitting) == 1 else f'were {len(fitting)}'}" if fitting else ""
    shown = tuple(line(sight, scenario) for sight in fitting)
    return Finding(f"{by} does not see {_what(look, scenario)}", wrong, shown)


def _counted(each: Counted, record: Record) -> Finding:
    wanted = f"at least {each.at_least}" if each.at_most is None else f"{each.at_least} to {each.at_most}"
    expected = f"the gateway counts {wanted} {each.what}"
    if record.counted is None:
        return Finding(expected, "only a stack of our own tells its figures")
    counted = round(record.counted.get(COUNTERS[each.what], 0.0))
    well = each.at_least <= counted and (each.at_most is None or counted <= each.at_most)
    return Finding(expected, "" if well else f"it counted {counted}")


def _window(look: Looked, scenario: Scenario) -> tuple[float, float]:
    """After which moment, and up to which, it counts."""
    starts_s = scenario.starts.timestamp()
    after_s = look.after.seconds(scenario.starts) if look.after else starts_s
    until_s = scenario.ends_s if look.within is None else min(after_s + look.within, scenario.ends_s)
    return after_s, until_s


def _sights(look: Looked, by: str, scenario: Scenario, record: Record) -> Iterator[Sight]:
    after_s, until_s = _window(look, scenario)
    of = look.of or scenario.form.car[0].name
    return (
        sight
        for sight in record.sights
        if (sight.by, sight.of) == (by, of) and after_s < sight.at_s <= until_s
    )


def _fits(look: Looked, sight: Sight) -> bool:
    return look.kind in (None, sight.post.kind) and look.says in sight.post.text


def _what(look: Looked, scenario: Scenario) -> str:
    kind = f"a {look.kind}" if look.kind else "a post"
    if isinstance(look, Seen) and look.times is not None:
        kind = f"{look.times} x {look.kind or 'post'}"
    after_s, until_s = _window(look, scenario)
    said = f' that says "{look.says}"' if look.says else ""
    rings = ", ringing" if isinstance(look, Seen) and look.rings else ""
    of = look.of or scenario.form.car[0].name
    return f"{kind} of {of}{said}{rings}, {clock(after_s, scenario)} to {clock(until_s, scenario)}"


def _told(wrong: str, look: Looked, by: str, scenario: Scenario, record: Record) -> tuple[str, ...]:
    """What this person did see of the car, so that whoever reads a failure need not guess."""
    if not wrong:
        return ()
    of = look.of or scenario.form.car[0].name
    seen = [sight for sight in record.sights if (sight.by, sight.of) == (by, of)]
    return tuple(line(sight, scenario) for sight in seen[-NEAR_MISSES:]) or ("nothing at all was seen",)


def line(sight: Sight, scenario: Scenario) -> str:
    """A post in one line."""
    rings = ", rings" if sight.rings else "" if sight.comes else ", not told"
    post = sight.post
    return f"by {clock(sight.at_s, scenario)}  {post.kind or 'post'} ({post.visibility}{rings}): {post.text}"


def clock(at_s: float, scenario: Scenario) -> str:
    """A moment as the cars' clock shows it; with the day where it is not the first."""
    at = datetime.fromtimestamp(at_s, scenario.starts.tzinfo)
    days = (at.date() - scenario.starts.date()).days
    return f"day {days + 1} {at:%H:%M:%S}" if days else f"{at:%H:%M:%S}"


def failed(findings: Sequence[Finding]) -> bool:
    """Whether any expectation was not met."""
    return any(finding.wrong for finding in findings)
