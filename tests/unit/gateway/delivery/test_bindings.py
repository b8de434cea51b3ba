"""For whom a foreign name speaks, and what of it counts."""

import msgspec

from gateway.car.reading import OF_THE_PLACE, ChargeState, Presence, Reading
from gateway.delivery.bindings import Bindings
from gateway.delivery.feed_wire import Tongue
from tests.builders.messages import read_as

DONGLE = Tongue("ovms", "aki-kei")
PHONE = Tongue("owntracks", "aki-phone", says="place")


def bound(**tongues: list[Tongue]) -> Bindings:
    """Each car with its tongues, in this order."""
    bindings = Bindings()
    for car_id, names in tongues.items():
        bindings.bind(car_id, names)
    return bindings


def everything(car_id: str, dialect: str, **others: object) -> Reading:
    """A reading that says all there is to say."""
    return read_as(
        car_id,
        **{
            "dialect": dialect,
            "soc_percent": 50.0,
            "charge_state": ChargeState.CHARGING,
            "plugged_in": True,
            "presence": Presence.ONLINE,
            "aux_battery_v": 12.4,
            "ignition_on": True,
            "odometer_km": 1000.0,
            "lat": 35.1,
            "lon": 137.1,
            "accuracy_m": 8.0,
            "heading_deg": 90.0,
            "speed_kmh": 40.0,
        }
        | others,
    )


def test_a_name_nobody_bound_is_a_car_of_its_own() -> None:
    said = everything("ovms-aki-kei", "ovms")
    assert bound(KEI=[PHONE]).attribute(said) is said


def test_a_dongle_bound_to_a_car_says_everything_of_it() -> None:
    said = everything("ovms-aki-kei", "ovms", range_km=None)
    assert bound(KEI=[DONGLE, PHONE]).attribute(said) == msgspec.structs.replace(said, car_id="KEI")


def test_of_a_phone_only_the_place_counts() -> None:
    said = everything("owntracks-aki-phone", "owntracks", range_km=None, heading_deg=None)
    assert bound(KEI=[DONGLE, PHONE]).attribute(said) == read_as(
        "KEI", dialect="owntracks", lat=35.1, lon=137.1, accuracy_m=8.0, heading_deg=None, speed_kmh=40.0
    )


def test_a_phone_that_says_nothing_of_the_place_says_nothing() -> None:
    said = read_as("owntracks-aki-phone", dialect="owntracks", aux_battery_v=3.9, odometer_km=None)
    assert bound(KEI=[PHONE]).attribute(said) is None


def test_a_phone_may_say_that_the_place_is_not_known_any_more() -> None:
    said = read_as("owntracks-aki-phone", dialect="owntracks", lat=None, lon=None, odometer_km=None)
    heard = bound(KEI=[PHONE]).attribute(said)
    assert heard == read_as("KEI", dialect="owntracks", lat=None, lon=None)
    assert {"lat", "lon"} < OF_THE_PLACE


def test_our_own_tongue_is_never_bound() -> None:
    said = everything("KEI42", "native")
    assert bound(KEI=[Tongue("native", "KEI42"), Tongue("", "KEI42")]).attribute(said) is said


def test_a_name_goes_with_the_car_that_bound_it_last() -> None:
    bindings = bound(KEI=[DONGLE], ROADSTER=[DONGLE])
    bindings.bind("KEI", [])  # the register tells each car for itself, in any order
    heard = bindings.attribute(everything("ovms-aki-kei", "ovms"))
    assert heard is not None
    assert heard.car_id == "ROADSTER"


def test_a_name_taken_from_its_car_is_a_car_of_its_own_again() -> None:
    bindings = bound(KEI=[DONGLE, PHONE])
    bindings.bind("KEI", [PHONE])
    said = everything("ovms-aki-kei", "ovms")
    assert bindings.attribute(said) is said
    bindings.bind("KEI", [])
    phone = everything("owntracks-aki-phone", "owntracks")
    assert bindings.attribute(phone) is phone


def test_a_name_may_be_bound_as_it_stands_in_a_topic() -> None:
    said = everything("ovms-jane_2edoe-KEI", "ovms")
    bindings = bound(KEI=[Tongue("ovms", "jane.doe/KEI")])
    assert bindings.attribute(said) == msgspec.structs.replace(said, car_id="KEI")
