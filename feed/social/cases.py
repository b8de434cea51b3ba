"""What a case can be about, what it opens to the dealer, and the words that are said in it for both."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time

from feed.social.car_kinds import DealerKind

Matter = Literal["service", "trouble", "tyres", "battery", "other"]

MATTERS: tuple[Matter, ...] = get_args(Matter)

KINDS: dict[Matter, tuple[DealerKind, ...]] = {
    "service": ("service_due", "trouble_code"),
    "trouble": ("trouble_code", "aux_battery_low"),
    "tyres": ("tyre_low",),
    "battery": ("aux_battery_low", "trouble_code"),
    "other": ("silent",),
}
"""What a case opens: no more than its matter needs."""

OPEN_FOR = timedelta(days=60)  # if nobody closes it before

_DAY = {"en": "EEE d MMM, HH:mm", "ja": "M月d日(EEE) H:mm"}
_TIME = {"en": "HH:mm", "ja": "H:mm"}
_WORDS = {
    "en": {
        "proposed": "When would suit you? Please answer with a number.",
        "taken": "The appointment: {when}.",
        "moved": "The appointment is now: {when}.",
        "cancelled": "The appointment on {when} is cancelled.",
        "closed": "This case is closed.",
    },
    "ja": {
        "proposed": "ご都合のよい日時を番号でお知らせください。",
        "taken": "予約しました：{when}",
        "moved": "予約を変更しました：{when}",
        "cancelled": "{when}の予約を取り消しました。",
        "closed": "この相談を終了しました。",
    },
}

Word = Literal["taken", "moved", "cancelled", "closed"]


def matter_of(kind: str) -> Matter:
    """What a case would be about that begins with news of this kind."""
    matters: dict[str, Matter] = {
        "service_due": "service",
        "trouble_code": "trouble",
        "tyre_low": "tyres",
        "aux_battery_low": "battery",
    }
    return matters.get(kind, "other")


def proposal(times: Sequence[tuple[datetime, datetime]], *, zone: str, language: str) -> str:
    """The question that proposes these times, numbered from 1."""
    lines = (
        f"{number}. {_span(begins, ends, zone, language)}" for number, (begins, ends) in enumerate(times, 1)
    )
    return "\n".join((_WORDS[_known(language)]["proposed"], *lines))


def said(word: Word, *, language: str, when: tuple[datetime, datetime, str] | None = None) -> str:
    """What both are told; `when` is the beginning, the end and the time zone of an appointment."""
    told = _span(*when, language) if when else ""
    return _WORDS[_known(language)][word].format(when=told)


def _span(begins: datetime, ends: datetime, zone: str, language: str) -> str:
    known, there = _known(language), ZoneInfo(zone)
    locale = "ja" if known == "ja" else "en_GB"
    day = format_datetime(begins, _DAY[known], tzinfo=there, locale=locale)
    end = format_time(ends.astimezone(there), _TIME[known], locale=locale)
    return f"{day}–{end} ({zone})"


def _known(language: str) -> str:
    return "ja" if language.startswith("ja") else "en"
