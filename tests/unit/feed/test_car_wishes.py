from typing import Any

import pytest
from pydantic import ValidationError

from feed.social.car_wishes import CarWishes


def test_only_what_was_given_counts() -> None:
    wishes = CarWishes.model_validate(
        {"nickname": "  あお ", "home": None, "audience": {"battery_low": None}}
    )

    assert wishes.model_dump(exclude_unset=True) == {
        "nickname": "あお",
        "home": None,
        "audience": {"battery_low": None},
    }


@pytest.mark.parametrize(
    ("wish", "where"),
    [
        pytest.param({"nickname": " "}, ("nickname",), id="an empty nickname"),
        pytest.param({"nickname": "a\u202eb"}, ("nickname",), id="a nickname that turns the text around"),
        pytest.param({"nickname": "x" * 31}, ("nickname",), id="a nickname too long"),
        pytest.param({"persona": "plain\n"}, ("persona",), id="a persona with a line end"),
        pytest.param({"language": "xx"}, ("language",), id="a language we do not speak"),
        pytest.param({"time_zone": "Tokyo"}, ("time_zone",), id="no time zone's name"),
        pytest.param({"units": "furlongs"}, ("units",), id="odd units"),
        pytest.param({"home": {"lat": 91, "lon": 0}}, ("home", "lat"), id="off the earth"),
        pytest.param({"home": {"lat": float("nan"), "lon": 0}}, ("home", "lat"), id="no number"),
        pytest.param(
            {"home": {"lat": 35, "lon": 137, "radius_m": 20}}, ("home", "radius_m"), id="a home too small"
        ),
        pytest.param(
            {"audience": {"drive_endet": "nobody"}},
            ("audience", "drive_endet", "[key]"),
            id="a kind misspelt",
        ),
        pytest.param(
            {"audience": {"drive_ended": "all"}}, ("audience", "drive_ended"), id="an unknown audience"
        ),
        pytest.param({"default_visibility": "nobody"}, ("default_visibility",), id="a default that is none"),
        pytest.param({"place_for_public": "exact"}, ("place_for_public",), id="exact places for the public"),
        pytest.param({"owner": "ben"}, ("owner",), id="no setting at all"),
    ],
)
def test_a_wrong_wish_is_refused_by_its_name(wish: dict[str, Any], where: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        CarWishes.model_validate(wish)

    assert [error["loc"] for error in refused.value.errors()] == [where]
