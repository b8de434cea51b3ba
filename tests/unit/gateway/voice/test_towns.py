"""Towns: as much of a place as a stranger may learn."""

import gzip
import re
from pathlib import Path

import pytest

from gateway.voice.towns import Towns

TABLE = Path(__file__).parents[4] / "config" / "places" / "towns.csv.gz"
HEADER = "lat,lon,reach_km,en,ja\n"


@pytest.fixture(scope="module")
def table() -> str:
    return gzip.decompress(TABLE.read_bytes()).decode()


@pytest.fixture(scope="module")
def towns(table: str) -> Towns:
    return Towns.from_csv(table)


@pytest.mark.parametrize(
    ("lat", "lon", "en", "ja"),
    [
        pytest.param(35.0877, 137.1563, "Toyota", "豊田市", id="a station"),
        pytest.param(35.08, 136.95, "Nagoya", "名古屋市", id="a ward nearer to the centres of two suburbs"),
        pytest.param(35.1730, 137.0880, "Nagakute", "長久手", id="a town beside a large one"),
        pytest.param(51.5136, -0.1365, "London", "ロンドン", id="a quarter of a city is not named"),
        pytest.param(47.37, 8.54, "Zurich", "チューリッヒ", id="plain letters"),
        pytest.param(42.28, -83.74, "Ann Arbor", "アナーバー", id="west of Greenwich"),
        pytest.param(-33.87, 151.21, "Sydney", "シドニー", id="south of the equator"),
    ],
)
def test_a_place_is_called_by_its_town(towns: Towns, lat: float, lon: float, en: str, ja: str) -> None:
    town = towns.town_near(lat, lon)
    assert town is not None
    assert (town.name("en"), town.name("ja"), town.name("fi")) == (en, ja, en)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        pytest.param(30.0, -40.0, id="the Atlantic"),
        pytest.param(89.9, 12.0, id="the North Pole"),
        pytest.param(-90.0, 0.0, id="the South Pole"),
    ],
)
def test_where_there_is_no_town_none_is_named(towns: Towns, lat: float, lon: float) -> None:
    assert towns.town_near(lat, lon) is None


@pytest.mark.parametrize(("km_away", "named"), [(59.0, True), (61.0, False)])
def test_a_town_is_near_within_60_km(km_away: float, named: bool) -> None:
    towns = Towns.from_csv(HEADER + "65.0,25.0,9.0,Oulu,オウル\n")
    assert (towns.town_near(65.0 + km_away / 111.2, 25.0) is not None) is named


@pytest.mark.parametrize("lon", [179.9, -179.9, 180.0, -180.0])
def test_the_date_line_is_no_border(lon: float) -> None:
    towns = Towns.from_csv(HEADER + "-16.8,-179.98,0.6,Taveuni,\n")
    town = towns.town_near(-16.8, lon)
    assert town is not None
    assert (town.en, town.ja) == ("Taveuni", "Taveuni")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: should be lat,lon,reach_km,en,ja"),
        ("lat,lon\n", "line 1: should be lat,lon,reach_km,en,ja"),
        (HEADER + "1,2,3,Here,\nnorth,2,3,There,\n", "line 3: should be lat,lon,reach_km,en,ja"),
        (HEADER + "1,2,3\n", "line 2: should be lat,lon,reach_km,en,ja"),
    ],
)
def test_a_table_that_cannot_be_used_names_its_line(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}"):
        Towns.from_csv(text)


def test_the_table_is_small_and_the_same_whenever_it_is_derived(table: str) -> None:
    assert TABLE.stat().st_size <= 1_000_000
    assert TABLE.read_bytes()[4:8] == bytes(4)  # no time of writing in it
    assert table.splitlines()[1:] == sorted(table.splitlines()[1:], key=_place)


def test_no_japanese_name_is_written_in_simplified_chinese(table: str) -> None:
    names = [row.rsplit(",", 1)[1] for row in table.splitlines()[1:]]
    assert [name for name in names if name.encode("shift_jis", "replace") != name.encode("shift_jis")] == []


def _place(row: str) -> tuple[float, ...]:
    return tuple(float(number) for number in row.split(",")[:2])
