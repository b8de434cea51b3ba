"""Whatever names a client gives its fields, they mean one thing."""

from typing import Any

import pytest
from multidict import MultiDict
from pydantic import Field

from feed.api.params import Identifier, Identifiers, OptionalFlag, Params, Texts, nest


class Sample(Params):
    id: Identifiers = Field(default_factory=list)
    types: Texts = Field(default_factory=list)
    flag: OptionalFlag = None
    one: Identifier = None


@pytest.mark.parametrize(
    ("flat", "nested"),
    [
        ([("a", "1")], {"a": "1"}),
        ([("a", "1"), ("a", "2")], {"a": "2"}),
        ([("id[]", "1"), ("id[]", "2")], {"id": ["1", "2"]}),
        ([("source[privacy]", "direct")], {"source": {"privacy": "direct"}}),
        ([("poll[options][]", "x"), ("poll[options][]", "y")], {"poll": {"options": ["x", "y"]}}),
        (
            [("f[0][name]", "n"), ("f[0][value]", "v"), ("f[1][name]", "m")],
            {"f": {"0": {"name": "n", "value": "v"}, "1": {"name": "m"}}},
        ),
        ([("media_ids[]", ["1", "2"])], {"media_ids": ["1", "2"]}),
        ([("a", "1"), ("a[b]", "2"), ("a[]", "3")], {"a": "1"}),
        ([("a" + "[b]" * 100_000, "x")], {}),
    ],
)
def test_names_with_brackets_are_taken_apart(flat: list[tuple[str, Any]], nested: dict[str, Any]) -> None:
    assert nest(MultiDict(flat)) == nested


@pytest.mark.parametrize("said", [True, "true", "True", "1", 1, "on"])
def test_a_yes_is_a_yes_however_it_is_said(said: object) -> None:
    assert Sample.model_validate({"flag": said}).flag is True


def test_rubbish_names_nothing() -> None:
    sample = Sample.model_validate(
        {"id": ["1", "x", "-1", "9" * 30], "one": "٣", "flag": "", "types": "mention"}
    )
    assert (sample.id, sample.one, sample.flag, sample.types) == ([1], None, None, ["mention"])
