"""A recording's file, plain or gzipped, as the readings of its cars."""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from firmware_sim.errors import UsageError
from firmware_sim.firmware.reading import Reading
from firmware_sim.recordings import FORMS
from firmware_sim.recordings.form import Form

GZIP_MAGIC = b"\x1f\x8b"
CAR_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Recorded(Struct, frozen=True):
    """One row: whose it is, when its turn is, and what it says."""

    car_id: str
    at_s: float  # Unix seconds; of the row before where its own time cannot be read
    reading: Reading


def read_all(paths: Sequence[Path], *, form: str) -> list[Recorded]:
    """All rows of these files, in order of time; each file in its own order.

    Raises UsageError when a file cannot be read or is of another form.
    """
    counts: Counter[str] = Counter()
    return list(merge(*(list(_read(path, form, counts)) for path in paths), key=attrgetter("at_s")))


def _read(path: Path, form_name: str, counts: Counter[str]) -> Iterator[Recorded]:
    form, at_s = FORMS[form_name], 0.0
    for number, row in enumerate(_rows(path), start=2):
        if number == 2:  # noqa: PLR2004 - the line after the header
            _check_columns(path, form_name, frozenset(row))
        car_id = form.car_id(row)
        if not CAR_ID.fullmatch(car_id):
            raise UsageError(f"{path.name}, line {number}: a car's id is 1 to 64 letters, digits, - and _")
        counts[car_id] += 1
        reading = Reading(seq=counts[car_id], observed_at=form.observed_at(row), **form.said(row))
        if not isinstance(reading.observed_at, str):
            at_s = max(at_s, reading.observed_at.timestamp())
        yield Recorded(car_id, at_s, reading)


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        with path.open("rb") as start:
            opener = gzip.open if start.read(2) == GZIP_MAGIC else open
        with opener(path, "rt", encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, restval="", restkey="")
            yield from rows
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, EOFError, csv.Error) as error:
        raise UsageError(f"{path} is not a CSV in UTF-8, plain or gzipped: {error}") from error


def _check_columns(path: Path, form_name: str, columns: frozenset[str]) -> None:
    form = FORMS[form_name]
    missing, unknown = _mismatch(form, columns)
    if not missing and not unknown:
        return
    wrong = [f"lacks {', '.join(sorted(missing))}"] if missing else []
    wrong += [f"has unknown columns {', '.join(sorted(unknown))}"] if unknown else []
    fitting = [
        name for name, other in FORMS.items() if _mismatch(other, columns) == (frozenset(), frozenset())
    ]
    hint = f"; it looks like --format {fitting[0]}" if fitting else f"; {form_name} has {_names(form)}"
    raise UsageError(f"{path.name} is not of the form {form_name}: it {' and '.join(wrong)}{hint}")


def _mismatch(form: Form, columns: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    return form.required - columns, columns - form.required - form.optional


def _names(form: Form) -> str:
    optional = f", and any of {', '.join(sorted(form.optional))}" if form.optional else ""
    return ", ".join(sorted(form.required)) + optional
