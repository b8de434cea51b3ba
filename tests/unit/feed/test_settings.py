"""What the operator decides: file, then environment, then options; a wrong key stops the start."""

import pickle
from pathlib import Path

import pytest

from feed.errors import ConfigError
from feed.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURUMATOMO_FEED_TOKEN", "the gateway's, not ours")


def a_file(folder: Path, text: str) -> Path:
    path = folder / "feed.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_options_win_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(tmp_path, 'title = "file"\nport = 1001\nstatus_characters = 300\n')
    monkeypatch.setenv("KURUMATOMO_FEED_PORT", "1002")
    monkeypatch.setenv("KURUMATOMO_FEED_TITLE", "environment")
    settings = read_settings(file, port=1003, host=None)
    assert (settings.status_characters, settings.title, settings.port) == (300, "environment", 1003)
    assert settings.public_url == "http://127.0.0.1:1003"


def test_the_file_that_comes_along_holds_the_defaults() -> None:
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 1", "colour"),
        ("port = 'x'", "port"),
        ("registration = 'perhaps'", "registration"),
        ("public_url = 'cars.example'", "public_url"),
        ("map_tiles = 'https://tile.example/map.png'", "map_tiles"),
        ('map_tiles = "https://tile.example/{z}/{x}/{y}.png; script-src *"', "map_tiles"),
        ("trial = true\nhost = '0.0.0.0'", "loopback"),
        ("port = ", "feed.toml"),
        ("smtp_password = 'open sesame'", "KURUMATOMO_FEED_SMTP_PASSWORD"),
        ("smtp_password_file = '/nowhere/at/all'", "cannot be read"),
        ("smtp_host = 'mail.example'\nsmtp_user = 'feed'\nsmtp_tls = 'none'", "in the clear"),
    ],
)
def test_a_wrong_key_or_value_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_settings(a_file(tmp_path, text))


def test_a_wrong_name_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURUMATOMO_FEED_COLOUR", "red")
    with pytest.raises(ConfigError, match="KURUMATOMO_FEED_COLOUR"):
        read_settings()


def test_a_trial_opens_the_doors() -> None:
    trial = read_settings(trial=True, host="::1")
    assert (trial.registration, trial.enrolment, trial.password_memory_kib) == ("open", "open", 8)


def test_settings_reach_other_processes_whole() -> None:
    settings = read_settings(title="ここ", public_url="https://cars.example/")
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert settings.public_url == "https://cars.example"


def test_the_mail_servers_password_comes_by_the_environment_or_a_file_named_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "password").write_text("open sesame\n")
    monkeypatch.setenv("KURUMATOMO_FEED_SMTP_PASSWORD_FILE", str(tmp_path / "password"))
    by_file = read_settings()
    monkeypatch.setenv("KURUMATOMO_FEED_SMTP_PASSWORD", "barley")
    by_name = read_settings()
    told = [one.smtp_password.get_secret_value() for one in (by_file, by_name)]
    assert (told, "open sesame" in repr(by_file)) == (["open sesame", "barley"], False)
