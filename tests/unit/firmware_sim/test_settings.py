"""Settings and fleet files: what is wrong is named, with what would be right."""

from pathlib import Path

import pytest

from firmware_sim import settings
from firmware_sim.errors import UsageError
from firmware_sim.fleet.pace import Speed
from firmware_sim.mqtt.broker import Broker

SHIPPED = Path(settings.__file__).parents[1] / "config"


def changed(folder: Path, before: str, after: str) -> None:
    text = (SHIPPED / "firmware_sim.toml").read_text(encoding="utf-8")
    assert before in text
    (folder / "firmware_sim.toml").write_text(text.replace(before, after), encoding="utf-8")


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURUMATOMO_SIM_FIRMWARE__DRIVING_INTERVAL_S", "3")
    assert settings.load().firmware.driving_interval_s == 3.0


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("morning_h = 6.5", "morning_h = 30", "morning_h"),
        ("sleeps_after_s", "sleep_after_s", "firmware.sleep_after_s"),
        ('time_zone = "Asia/Tokyo"', 'time_zone = "Tokyo"', 'one is called "Asia/Tokyo"'),
        ("heater_kw = 5.0", "heating_kw = 5.0", "unknown keys heating_kw; known are ac_kw"),
    ],
)
def test_a_wrong_key_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, sentence: str
) -> None:
    changed(tmp_path, before, after)
    monkeypatch.setenv("KURUMATOMO_CONFIG_DIR", str(tmp_path))
    with pytest.raises(UsageError, match=sentence):
        settings.load()


def test_the_shipped_fleet_can_be_read() -> None:
    cars = settings.load_fleet(SHIPPED / "fleet.toml")
    models = settings.load().model
    assert all(settings.named(car.model, models).name == car.model for car in cars)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("car = 1", "car: "),
        ("[[car]", "is not TOML"),
        (
            '[[car]]\ncar_id = "A B"\nmodel = "leaf-40"\nhome = {lat=1, lon=2}\ntime_zone = "UTC"',
            "car.0.car_id",
        ),
    ],
)
def test_a_wrong_fleet_file_is_told_what_is_wrong(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "fleet.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=sentence):
        settings.load_fleet(tmp_path / "fleet.toml")


def test_an_unknown_model_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match='there is no "leaf-41"; known are leaf-24, leaf-40'):
        settings.named("leaf-41", settings.load().model)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mqtt://h", Broker("h", 1883, None, "given")),
        ("mqtt://u@h:99", Broker("h", 99, "u", "given")),
        ("mqtts://u:p%40ss@h", Broker("h", 8883, "u", "p@ss", tls=True)),
    ],
)
def test_a_broker_s_url_is_understood(url: str, expected: Broker) -> None:
    assert Broker.from_url(url, password="given") == expected


@pytest.mark.parametrize(
    "url", ["", "localhost:1883", "http://h", "mqtt://", "mqtt://h:99999", "mqtt://h:port"]
)
def test_another_url_is_answered_with_the_form_of_one(url: str) -> None:
    with pytest.raises(UsageError, match="mqtt://user@host:1883"):
        Broker.from_url(url)


def test_a_password_never_shows() -> None:
    assert "secret" not in repr(Broker.from_url("mqtt://u:secret@h"))


def test_a_password_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("from the file\n", encoding="utf-8")
    named = {"KURUMATOMO_MQTT_PASSWORD_FILE": str(tmp_path / "password"), "KURUMATOMO_MQTT_PASSWORD": "plain"}
    assert settings.mqtt_password(named) == "from the file"
    assert settings.mqtt_password({"KURUMATOMO_MQTT_PASSWORD": "plain"}) == "plain"
    assert settings.mqtt_password({}) is None


@pytest.mark.parametrize("text", ["0", "-1", "fast", "nan"])
def test_a_speed_is_above_nothing_or_max(text: str) -> None:
    assert Speed.parse("max").factor == float("inf")
    with pytest.raises(UsageError, match="above 0, or max"):
        Speed.parse(text)
