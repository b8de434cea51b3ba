"""Which line is said: one without a hole that says most."""

from zoneinfo import ZoneInfo

from gateway.voice.compose import compose
from gateway.voice.measures import Manner
from gateway.voice.persona import Line
from tests.builders.voice import EVENING

MANNER = Manner("en", "metric", ZoneInfo("Asia/Tokyo"), EVENING)


def line(text: str, *placeholders: str) -> Line:
    """A sentence with its placeholders."""
    return Line(text, frozenset(placeholders))


LINES = (
    line("Low."),
    line("{name} is low.", "name"),
    line("{soc} %.", "soc"),
    line("{soc} %, says {name}.", "soc", "name"),
    line("{soc} %, {range}.", "soc", "range"),
)


def said(**known: object) -> set[str | None]:
    """Everything chance may pick."""
    return {compose(LINES, known, MANNER, chance=chance) for chance in range(8)}


def test_the_line_that_says_most_is_said() -> None:
    assert said(soc=20.0, range=55.0) == {"20 %, 55 km."}
    assert said(soc=20.0) == {"20 %."}
    assert said() == {"Low."}


def test_a_line_says_no_more_for_having_the_cars_name() -> None:
    assert said(soc=20.0, name="Kei") == {"20 %.", "20 %, says Kei."}
    assert said(name="Kei") == {"Low.", "Kei is low."}


def test_where_each_line_would_have_a_hole_nothing_is_said() -> None:
    assert compose(LINES[2:], {}, MANNER, chance=0) is None
