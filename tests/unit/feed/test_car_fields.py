from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from feed.social.car_fields import Field, profile_fields
from feed.social.snapshot import Snapshot, Town

CHARGING = Snapshot(
    observed_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    soc_percent=63.4,
    range_km=1187.2,
    plugged_in=True,
    charge_state="charging",
    charge_power_kw=7.24,
    town=Town(en="Toyota", ja="豊田市"),
    zone="home",
)


def test_an_english_viewer_reads_english_lines() -> None:
    fields = profile_fields(CHARGING, language="en", units="metric", time_zone=ZoneInfo("Asia/Tokyo"))

    assert fields == (
        Field("Charge", "63%, charging (7.2 kW)"),
        Field("Range", "1,187 km"),
        Field("Place", "Toyota, home"),
        Field("Seen", "23 Nov, 18:15"),
    )


def test_a_japanese_viewer_reads_japanese_lines() -> None:
    fields = profile_fields(CHARGING, language="ja", units="metric", time_zone=ZoneInfo("Asia/Tokyo"))

    assert fields == (
        Field("充電", "63%・充電中 (7.2 kW)"),
        Field("航続可能距離", "1,187 km"),
        Field("場所", "豊田市・自宅"),
        Field("最終更新", "11月23日 18:15"),
    )


def test_what_is_not_known_has_no_line() -> None:
    barely_known = Snapshot(observed_at=CHARGING.observed_at, plugged_in=True)

    fields = profile_fields(barely_known, language="fr", units="metric", time_zone=UTC)

    assert fields == (Field("Charge", "plugged in"), Field("Seen", "23 Nov, 09:15"))


def test_an_imperial_car_tells_its_range_in_miles() -> None:
    fields = profile_fields(CHARGING, language="en", units="imperial", time_zone=UTC)

    assert fields[1] == Field("Range", "738 mi")
