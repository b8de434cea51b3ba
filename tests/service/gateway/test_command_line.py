"""The commands as an operator types them."""

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.car.events import BatteryLow, Charge, Drive, Reason
from gateway.delivery.changes import Changes, keep
from gateway.delivery.store import Store
from gateway.voice.draft import Draft
from gateway.voice.profile import Audience
from tests.servers.mosquitto import Mosquitto
from tests.servers.program import ROOT
from tests.service.gateway.far_feed import TOKEN, far_feed

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def gateway(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "gateway", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", **environment},
    )


def test_it_says_its_version_and_what_it_can_do() -> None:
    assert gateway("--version").stdout.startswith("kurumatomo-gateway 0.")
    told = gateway("--help").stdout
    assert all(command in told for command in ("run", "check", "explain", "history", "KURUMATOMO_FEED_TOKEN"))


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["fly"], "No such command 'fly'"),
        (["run", "--clock", "moon"], "'moon' is not one of 'wall', 'sim'"),
        (["run", "--mqtt", "localhost"], "mqtt: a broker's URL begins with mqtt:// or mqtts://"),
        (["run", "--mqtt", "mqtt://broker.example"], "mqtt: should be mqtts:// to another machine"),
        (["run", "--database", "mysql://x"], "database: not a database we can use"),
        (["run"], "feed_token: set KURUMATOMO_FEED_TOKEN"),
        (["history", "--database", "sqlite:///nowhere.sqlite"], "there is no gateway's history at sqlite"),
        (["explain", "--dialect", "klingon"], "--dialect: should be one of native"),
        (["explain", "--tell", "dreams=public"], "--tell: should be KIND=WHO, with a kind out of plugged_in"),
        (["explain", "--tell", "plugged_in"], "--tell: should be one of nobody, owner"),
        (["explain", "--usually", "everybody"], "--usually: should be one of nobody, owner"),
        (["explain", "--delay", "-1"], "--delay: should be minutes up to 1440, or until_left; not -1"),
        (["explain", "--quiet", "night"], "--quiet: should be like 22:00-07:00, not night"),
        (["explain", "--home", "91,0"], "--home: should be a latitude up to 90"),
        (["explain", "nowhere.jsonl"], "'nowhere.jsonl': No such file"),
    ],
)
def test_wrong_usage_is_answered_with_a_sentence_and_code_2(
    tmp_path: Path, arguments: list[str], answer: str
) -> None:
    done = gateway(*arguments, KURUMATOMO_DATABASE=f"sqlite:///{tmp_path}/g.sqlite")
    assert (done.returncode, answer in done.stderr, "Traceback" in done.stderr) == (2, True, False), (
        done.stderr
    )


def test_a_database_out_of_reach_fails_with_code_1_and_a_sentence(tmp_path: Path) -> None:
    done = gateway("run", "--database", f"sqlite:///{tmp_path}/no/such/folder/g", KURUMATOMO_FEED_TOKEN="x")
    assert (done.returncode, done.stderr) == (
        1,
        "kurumatomo-gateway: database: unable to open database file\n",
    )


def line(payload: object, **more: object) -> str:
    return json.dumps({"topic": "fleet/v1/A/telemetry", "payload": payload, **more})


def test_explain_says_what_would_be_read_noticed_and_said() -> None:
    def reading(seq: int, soc_percent: float) -> dict[str, object]:
        at = NOON + timedelta(minutes=seq)
        return {
            "v": 1,
            "seq": seq,
            "observed_at": at.isoformat(),
            "soc_percent": soc_percent,
            "plugged_in": False,
        }

    lines = [
        line(reading(1, 30)),
        line(json.dumps(reading(2, 25))),
        line(reading(3, 19.5), received_at="2026-11-23T12:03:01Z"),
        line(reading(4, 19.0)),
        line({**reading(5, 19.0), "v": 2}),
        json.dumps({"topic": "fleet/v1/A/elsewhere", "payload": ""}),
        "no line at all",
    ]
    done = gateway("explain", "--dialect", "native", "--json", stdin="\n".join(lines))
    told = [json.loads(answer) for answer in done.stdout.splitlines()]
    outcomes = [*["reading"] * 4, "refused", "unused", "refused"]
    assert [answer["outcome"] for answer in told] == outcomes
    assert [event["kind"] for answer in told for event in answer["events"]] == ["battery_low"]
    assert [len(answer["posts"]) for answer in told].count(1) == 1
    assert told[2]["reading"]["received_at"] == "2026-11-23T12:03:01Z"
    assert all(answer["reason"] for answer in told if answer["outcome"] == "refused")


def plugged_in_at_a_quarter_past() -> str:
    """The lines of a file: a cable goes in, and nothing is heard after that."""
    said = [(0, False), (1, False), (15, True), (16, True)]
    return "\n".join(
        line(
            {
                "v": 1,
                "seq": seq,
                "observed_at": (NOON + timedelta(minutes=minutes)).isoformat(),
                "soc_percent": 34,
                "plugged_in": plugged_in,
            }
        )
        for seq, (minutes, plugged_in) in enumerate(said)
    )


def test_explain_shows_what_each_would_see_once_enough_time_has_passed(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    file.write_text(plugged_in_at_a_quarter_past())
    done = gateway("explain", str(file), "--json", "--tell", "plugged_in=private")
    *_, last = [json.loads(answer) for answer in done.stdout.splitlines()]
    (seen,) = last.pop("seen")
    assert (last["outcome"], last["until"]) == ("time", "2026-11-23T13:16:00Z")
    assert [post["visibility"] for post in last["posts"]] == ["owner", "private"]
    owner, follower = seen.pop("owner"), seen.pop("follower")
    assert "34 %" in owner.pop("text")
    assert "34 %" in follower.pop("text")
    assert owner == {"visibility": "owner", "at": "2026-11-23T12:15:00Z"}
    assert follower == {"visibility": "private", "at": last["posts"][1]["not_before"]}
    assert seen == {
        "event": "plugged_in",
        "dealer": {"nothing": "no dealer ever hears of this"},
        "stranger": {"nothing": "it is for followers: the owner chose so"},
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(
            ["--quiet", "11:00-13:00"],
            {"nothing: kept for the digest: these are the owner's quiet hours", "nothing: no dealer ever"},
            id="quiet hours",
        ),
        pytest.param(
            ["--tell", "plugged_in=nobody"], {"nothing: the owner chose so"}, id="muted by the owner"
        ),
        pytest.param(
            ["--delay", "until_left", "--tell", "plugged_in=public"],
            {"or some time after it has left", "owner, at once"},
            id="not before it has left",
        ),
    ],
)
def test_explain_says_why_nobody_hears_or_when(options: list[str], expected: set[str]) -> None:
    done = gateway("explain", *options, stdin=plugged_in_at_a_quarter_past())
    assert done.returncode == 0, done.stderr
    assert all(words in done.stdout for words in expected), done.stdout


def test_explain_speaks_to_a_person_too() -> None:
    payload = {"v": 1, "seq": 1, "observed_at": NOON.isoformat(), "soc_percent": 30}
    done = gateway("explain", stdin=f"{line(payload)}\n{line('nonsense')}\n")
    first, second = done.stdout.splitlines()
    assert first.startswith("reading  car_id=A")
    assert second.startswith("refused: ")


async def filled(database: str) -> None:
    """A store with one of everything, and another car's drive."""
    drive = Drive(
        car_id="A",
        started_at=NOON,
        ended_at=NOON + HOUR,
        km=42.5,
        minutes=60,
        soc_start_percent=80,
        soc_end_percent=70,
        kwh=6.1,
    )
    charge = Charge(
        car_id="A",
        started_at=NOON + 2 * HOUR,
        ended_at=NOON + 3 * HOUR,
        soc_start_percent=70,
        soc_end_percent=90,
        kwh=None,
        unseen=True,
    )
    event = BatteryLow(car_id="A", at=NOON + HOUR, soc_percent=19.5, reasons=(Reason("soc_percent", 19.5),))
    draft = Draft(
        key="k",
        car_id="A",
        kind="battery_low",
        at=NOON + HOUR,
        text="Low",
        language="en",
        visibility=Audience.PRIVATE,
        reasons=(),
    )
    other = Drive(
        car_id="B",
        started_at=NOON - HOUR,
        ended_at=NOON,
        km=None,
        minutes=60,
        soc_start_percent=None,
        soc_end_percent=None,
        kwh=None,
    )
    changes = Changes(drives=[drive, other], charges=[charge], events=[event], drafts=[draft])
    async with Store(database) as store:
        await store.run(keep, changes, now=NOON, quarantine_rows=1)


async def test_history_prints_everything_in_the_order_it_happened(database_url: str) -> None:
    await filled(database_url)
    done = gateway("history", "--database", database_url, "--car", "A", "--json")
    assert [json.loads(row) for row in done.stdout.splitlines()] == [
        {
            "kind": "drive",
            "car_id": "A",
            "at": "2026-11-23T12:00:00Z",
            "started_at": "2026-11-23T12:00:00Z",
            "ended_at": "2026-11-23T13:00:00Z",
            "km": 42.5,
            "minutes": 60.0,
            "soc_start_percent": 80.0,
            "soc_end_percent": 70.0,
            "kwh": 6.1,
        },
        {
            "kind": "event",
            "car_id": "A",
            "at": "2026-11-23T13:00:00Z",
            "event": "battery_low",
            "soc_percent": 19.5,
        },
        {
            "kind": "post",
            "car_id": "A",
            "at": "2026-11-23T13:00:00Z",
            "event": "battery_low",
            "text": "Low",
            "visibility": "private",
            "language": "en",
            "status": "queued",
            "status_id": None,
            "key": "k",
        },
        {
            "kind": "charge",
            "car_id": "A",
            "at": "2026-11-23T14:00:00Z",
            "started_at": "2026-11-23T14:00:00Z",
            "ended_at": "2026-11-23T15:00:00Z",
            "minutes": 60.0,
            "soc_start_percent": 70.0,
            "soc_end_percent": 90.0,
            "kwh": None,
            "unseen": True,
        },
    ]
    everyone = gateway("history", "--database", database_url).stdout.splitlines()
    assert everyone[0].split()[:4] == ["2026-11-23", "11:00:00Z", "B", "drive"]
    assert len(everyone) == 5


@pytest.mark.mosquitto
async def test_check_names_each_part_and_what_is_wrong_with_it(mosquitto: Mosquitto, sqlite_url: str) -> None:
    async with far_feed() as feed:
        parts = ("--mqtt", mosquitto.url, "--feed", feed.url, "--database", sqlite_url)
        well = await asyncio.to_thread(gateway, "check", *parts, KURUMATOMO_FEED_TOKEN=TOKEN)
        assert (well.returncode, well.stdout.count(": ok\n")) == (0, 6)
        wrong_token = await asyncio.to_thread(gateway, "check", *parts, KURUMATOMO_FEED_TOKEN="guess")
        assert (wrong_token.returncode, "refuses our token" in wrong_token.stdout) == (1, True)
    mosquitto.stop()
    away = await asyncio.to_thread(gateway, "check", *parts, KURUMATOMO_FEED_TOKEN=TOKEN)
    assert (away.returncode, away.stdout.count("refused"), away.stdout.count(": ok\n")) == (1, 1, 4)
    assert mosquitto.password not in well.stdout + away.stdout
