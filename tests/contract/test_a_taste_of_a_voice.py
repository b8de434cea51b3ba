"""What the feed shows an owner of a voice is what the gateway lets the car say."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from feed.social.voices import samples
from feed.web.personas import FOLDER, read_voices
from gateway.voice.compose import fill
from gateway.voice.measures import Manner
from gateway.words import read_words

TOKYO = ZoneInfo("Asia/Tokyo")
AT = datetime(2026, 11, 23, 17, 15, tzinfo=UTC)  # a quarter past two the next morning in Tokyo
KNOWN = {
    "plugged_in": {"soc": 34.0, "ready": AT, "full": AT},
    "came_home_unplugged": {"soc": 18.0, "range": 62.0},
    "drive_ended": {"soc": 57.0, "distance": 23.0, "duration": 35.0},
    "charging_done": {"soc": 100.0, "gained": 66.0},
    "battery_low": {"soc": 14.0, "range": 48.0},
    "service_due": {"due": 300.0},
}
PERSONAS = read_words(FOLDER.parent).personas
NAMES = sorted({name for name, _ in PERSONAS.by_name})


@pytest.mark.parametrize("units", ["metric", "imperial"])
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_one_of_the_sentences_the_gateway_would_choose_among(
    name: str, language: str, units: Literal["metric", "imperial"]
) -> None:
    manner = Manner(language, units, TOKYO, AT)
    said = samples(read_voices(), name, language=language, is_imperial=units == "imperial", nickname="Mame")

    possible = {kind: sentences(name, language, kind, manner) for kind in KNOWN}

    assert [sample.kind for sample in said] == list(KNOWN)
    assert [sample for sample in said if sample.text not in possible[sample.kind]] == []


def sentences(name: str, language: str, kind: str, manner: Manner) -> set[str]:
    """What the gateway may say, knowing the same figures."""
    known = KNOWN[kind] | {"name": "Mame"}
    for persona in PERSONAS.speakers(name, language):
        lines = [line for line in persona.lines.get(kind, ()) if line.placeholders <= known.keys()]
        if lines:
            most = max(len(line.placeholders - {"name"}) for line in lines)
            fullest = [line for line in lines if len(line.placeholders - {"name"}) == most]
            return {fill(line, known, manner) for line in fullest}
    return set()


def test_every_persona_in_the_folder_is_offered_and_the_plain_one_first() -> None:
    assert read_voices().names == ("plain", *(name for name in NAMES if name != "plain"))
