"""What a refusal may tell: it ends up in logs and in quarantine."""

import json
from collections.abc import Callable

import pytest

from gateway.car.reading import Reading
from gateway.dialects import fleet_telemetry, ovms, owntracks, saic, teslamate, vss, wican
from gateway.dialects.message import Message
from tests.builders.messages import a_message, outcome

SECRET = "35.123456 moon-gate"

Decode = Callable[[Message], Reading | None]


@pytest.mark.parametrize(
    ("decode", "topic"),
    [
        *((ovms.decode, f"ovms/hana/KEI42/metric/{metric}") for metric in ovms.USED),
        *((teslamate.decode, f"teslamate/cars/7/{field}") for field in teslamate.USED),
        *((saic.decode, f"saic/hana/vehicles/KEI42/{value}") for value in saic.USED),
        *((vss.decode, f"vss/kei42/Vehicle.{path}") for path in vss.USED),
    ],
)
def test_a_refused_text_is_not_quoted(decode: Decode, topic: str) -> None:
    reason = outcome(decode, a_message(topic, SECRET))
    assert isinstance(reason, str)
    assert SECRET not in reason


@pytest.mark.parametrize(
    ("decode", "topic", "key"),
    [
        *((wican.decode, "wican/c0ffee123456/can/rx", key) for key in wican.USED),
        *((fleet_telemetry.decode, f"telemetry/KEI42/v/{field}", "value") for field in fleet_telemetry.USED),
        *(
            (owntracks.decode, "owntracks/hana/phone", key)
            for key in ("_type", "lat", "lon", "tst", "acc", "ign")
        ),
        (vss.decode, "vss/kei42", "data"),
    ],
)
def test_a_refused_json_value_is_not_quoted(decode: Decode, topic: str, key: str) -> None:
    fix = (
        {"_type": "location", "lat": 35.1, "lon": 137.1, "tst": 1795420800}
        if decode is owntracks.decode
        else {}
    )
    reason = outcome(decode, a_message(topic, json.dumps(fix | {key: [SECRET]})))
    assert isinstance(reason, str)
    assert SECRET not in reason


def test_a_refused_name_is_not_quoted() -> None:
    reason = outcome(saic.decode, a_message(f"saic/hana/vehicles/{SECRET}/drivetrain/soc", "50"))
    assert reason == "topic: the car's name should be 1 to 64 letters, digits, _ or -"
