"""What the operator may say, and what is answered to a slip of the pen."""

from pathlib import Path

import pytest

from gateway.car.bounds import Bounds
from gateway.settings import ConfigError, read_settings
from gateway.thresholds import THRESHOLDS


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config folder of the test's own, and an environment that says nothing."""
    monkeypatch.setenv("KURUMATOMO_CONFIG_DIR", str(tmp_path))
    return tmp_path


def write(config: Path, toml: str) -> None:
    (config / "gateway.toml").write_text(toml, encoding="utf-8")


def test_without_a_word_everything_is_on_this_machine() -> None:
    settings = read_settings()
    assert (settings.mqtt, settings.feed, settings.database, settings.clock, settings.bounds) == (
        "mqtt://127.0.0.1:1883",
        "http://127.0.0.1:8080",
        "sqlite:///gateway.sqlite",
        "wall",
        Bounds(),
    )


def test_an_option_outweighs_the_environment_and_that_the_file(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config, 'client_id = "file"\nquarantine_rows = 1\nstatus_port = 1\n[snapshots]\nquiet_s = 7\n')
    monkeypatch.setenv("KURUMATOMO_QUARANTINE_ROWS", "2")
    monkeypatch.setenv("KURUMATOMO_STATUS_PORT", "2")
    monkeypatch.setenv("KURUMATOMO_SNAPSHOTS__LIVELY_S", "0.5")
    settings = read_settings(status_port=3, feed=None)
    assert (settings.client_id, settings.quarantine_rows, settings.status_port) == ("file", 2, 3)
    assert (settings.snapshots.lively_s, settings.snapshots.quiet_s) == (0.5, 7)


def test_every_threshold_can_be_set_in_the_file_and_in_the_environment(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config, "[noticing]\nlow_percent = 25\nsilence_s = 60\n")
    monkeypatch.setenv("KURUMATOMO_NOTICING__LOW_PERCENT", "30.5")
    monkeypatch.setenv("KURUMATOMO_NOTICING__CRITICAL_PERCENT", "[8, 4]")
    assert read_settings().bounds == Bounds(low_percent=30.5, silence_s=60, critical_percent=(8, 4))


@pytest.mark.parametrize(
    ("toml", "answer"),
    [
        ("databse = 'x'", "databse: there is no such setting; did you mean database?"),
        (
            "[snapshots]\nquiet = 1",
            "snapshots.quiet: there is no such setting; did you mean snapshots.quiet_s?",
        ),
        (
            "[noticing]\nlow_precent = 1",
            "noticing.low_precent: there is no such setting; did you mean noticing.low_percent?",
        ),
        (
            "[noticing]\nlow_percent = 'much'",
            "noticing: low_percent: should be a number, written as in the file",
        ),
        ("[noticing]\nlow_percent = -1", "noticing: low_percent: should be 0 or more"),
        ("[noticing]\nlow_percent = nan", "noticing: low_percent: should be 0 or more"),
        ("[noticing]\nhome = 1", "noticing.home: there is no such setting"),
        (
            "[topics]\nomvs = ['ovms/+/+/metric/#']",
            "topics.omvs: there is no such setting; did you mean topics.ovms?",
        ),
        ("[topics]\nnative = ['cars/+/telemetry']", "topics.native: there is no such setting"),
        ("[topics]\novms = []", "topics: ovms: should name at least one topic, like ovms/+/+/metric/#"),
        ("[topics]\novms = 'ovms/+/+/metric/#'", "topics.ovms: Input should be a valid tuple"),
        (
            "[topics]\novms = ['cars/+/metric/#']",
            "topics: ovms: 'cars/+/metric/#' should be like ovms/+/+/metric/#, with any prefix before it",
        ),
        (
            "dialects = ['ovms', 'vss']\n[topics]\novms = ['cars/+/+/metric/#']\nvss = ['cars/#']",
            "topics.ovms 'cars/+/+/metric/#' and topics.vss 'cars/#' can match the same topic",
        ),
        (
            "dialects = ['native', 'vss']\n[topics]\nvss = ['fleet/#']",
            "topics.vss 'fleet/#' and topics.native 'fleet/v1/#' can match the same topic",
        ),
        ("clock = 'moon'", "clock: Input should be 'wall' or 'sim'"),
        ("status_port = 70000", "status_port: Input should be less than or equal to 65535"),
        ("mqtt = 'localhost'", "mqtt: a broker's URL begins with mqtt:// or mqtts://"),
        ("feed = 'localhost:8080'", "feed: should be the feed's address, like http://127.0.0.1:8080"),
        ("database = 'mysql://x'", "database: not a database we can use; it looks like sqlite:///"),
        ("database = 'sqlite://'", "database: a database in memory forgets everything"),
        ("mqtt = 'mqtt://broker.example'", "mqtt: should be mqtts:// to another machine"),
        ("feed = 'http://feed.example'", "feed: should be https:// to another machine"),
        ("clock = ", "gateway.toml: Invalid value"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name_and_what_would_be_right(
    config: Path, toml: str, answer: str
) -> None:
    write(config, toml)
    with pytest.raises(ConfigError) as told:
        read_settings()
    assert answer in str(told.value)


def test_a_tongue_s_topics_can_be_moved_and_the_others_stay(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config, 'dialects = ["native", "ovms", "vss"]\n[topics]\novms = ["cars/ovms/+/+/metric/#"]\n')
    monkeypatch.setenv("KURUMATOMO_TOPICS__OWNTRACKS", '["phones/owntracks/+/+"]')
    monkeypatch.setenv("KURUMATOMO_DIALECTS", '["native", "ovms", "owntracks", "vss"]')
    assert read_settings().listening.topics == {
        "native": ("fleet/v1/+/telemetry", "fleet/v1/+/presence"),
        "ovms": ("cars/ovms/+/+/metric/#",),
        "owntracks": ("phones/owntracks/+/+",),
        "vss": ("vss/#",),
    }


def test_a_misspelt_name_in_the_environment_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURUMATOMO_STATUS_PROT", "9000")
    with pytest.raises(ConfigError, match="did you mean KURUMATOMO_STATUS_PORT"):
        read_settings()


def test_names_of_the_other_programs_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KURUMATOMO_FEED_DATABASE", "KURUMATOMO_FEED_METRICS_PORT", "KURUMATOMO_SIM_SPEED"):
        monkeypatch.setenv(name, "1")
    assert read_settings().status_port == 9101


def test_another_machine_may_be_spoken_to_in_the_clear_when_the_operator_insists() -> None:
    settings = read_settings(mqtt="mqtt://broker.example", feed="http://feed.example", insecure=True)
    assert settings.broker.host == "broker.example"


def test_secrets_come_from_the_environment_or_a_file_and_show_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("from-a-file\n", encoding="utf-8")
    monkeypatch.setenv("KURUMATOMO_MQTT_PASSWORD", "from-the-environment")
    monkeypatch.setenv("KURUMATOMO_FEED_TOKEN_FILE", str(tmp_path / "token"))
    settings = read_settings(mqtt="mqtt://gateway@127.0.0.1")
    assert (settings.broker.password, settings.token) == ("from-the-environment", "from-a-file")
    assert "from-the-environment" not in repr(settings)


def test_a_missing_token_is_told_with_where_to_get_one() -> None:
    with pytest.raises(ConfigError, match="kurumatomo-feed tokens issue --scope gateway"):
        _ = read_settings().token


def test_the_file_that_comes_with_it_says_what_would_hold_without_it(config: Path) -> None:
    defaults = read_settings()
    shipped = Path(__file__).parents[3] / "config" / "gateway.toml"
    write(config, shipped.read_text(encoding="utf-8"))
    settings = read_settings()
    assert settings.bounds == defaults.bounds
    assert settings.noticing.keys() == THRESHOLDS
    assert settings.model_dump(exclude={"noticing"}) == defaults.model_dump(exclude={"noticing"})
