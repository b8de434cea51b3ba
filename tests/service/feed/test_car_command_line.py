"""The operator's commands, as they are typed, on a real database."""

import asyncio
import io
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from feed import __main__ as command_line
from feed.actions.car_changes import open_for_operator
from feed.actions.car_settings import change_settings
from feed.actions.sign_in import sign_in
from feed.cli.fleet_file import read_fleet
from feed.social.car_wishes import CarWishes
from feed.store.car_tables import Car
from feed.store.cars import RegisteredCar, changed_after
from feed.store.database import Database
from feed.store.tables import Account, Follow, User
from feed.store.tokens import grant_of
from tests.builders.feed import quick_passwords

FLEET = Path("config/fleet.toml")
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@dataclass(frozen=True)
class Ended:
    """What a command came to."""

    code: int | str | None
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types a command on a database of its own."""
    monkeypatch.setenv("KURUMATOMO_FEED_PASSWORD_MEMORY_KIB", "8")
    monkeypatch.setenv("KURUMATOMO_FEED_PASSWORD_ROUNDS", "1")

    def typed(*words: str, database: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["kurumatomo-feed", *words, "--database", database])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        said = capsys.readouterr()
        return Ended(ended.value.code, said.out, said.err)

    return typed


def program(*words: str) -> Ended:
    """The same as a process of its own, which may set up a log."""
    ended = subprocess.run(
        [sys.executable, "-m", "feed", *words], capture_output=True, text=True, check=False
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def ask(url: str, question: Callable[[Database], Coroutine[Any, Any, Any]]) -> Any:  # noqa: ANN401
    async def asked() -> Any:  # noqa: ANN401
        database = Database(url)
        try:
            return await question(database)
        finally:
            await database.close()

    return asyncio.run(asked())


def register_of(url: str) -> list[RegisteredCar]:
    async def question(database: Database) -> list[RegisteredCar]:
        async with database.reading() as session:
            return await changed_after(session, 0, limit=None)

    return ask(url, question)


def test_a_car_is_registered_by_hand_and_its_code_claims_it(run: Run, sqlite_url: str) -> None:
    ended = run(
        "cars", "register", "JT1BK40E", "--nickname", "Pre-boy", "--language", "ja", database=sqlite_url
    )

    assert ended.code == 0
    assert ended.out.splitlines()[0] == "JT1BK40E is registered as Pre-boy (@pre_boy)."
    assert CODE.search(ended.out)
    (one,) = register_of(sqlite_url)
    assert (one.car.car_id, one.car.language, one.car.owner_id) == ("JT1BK40E", "ja", None)
    assert (one.account.kind, one.account.bot, one.account.locked) == ("car", True, True)


def test_a_claim_code_is_printed_alone(run: Run, sqlite_url: str) -> None:
    run("cars", "register", "CAR-1", database=sqlite_url)

    ended = run("cars", "claim-code", "CAR-1", database=sqlite_url)

    assert (ended.code, bool(CODE.fullmatch(ended.out.strip()))) == (0, True)


def test_a_car_is_silenced_and_speaks_again_by_a_new_revision(run: Run, sqlite_url: str) -> None:
    run("cars", "register", "CAR-1", database=sqlite_url)
    first = register_of(sqlite_url)[0].car

    run("cars", "disable", "CAR-1", database=sqlite_url)
    silent = register_of(sqlite_url)[0].car
    run("cars", "enable", "CAR-1", database=sqlite_url)
    loud = register_of(sqlite_url)[0].car

    assert [car.enabled for car in (first, silent, loud)] == [True, False, True]
    assert first.revision < silent.revision < loud.revision


def test_the_operator_takes_a_car_from_its_owner(run: Run, sqlite_url: str) -> None:
    run("seed", str(FLEET), database=sqlite_url)

    ended = run("cars", "transfer", "DEMO-PREBOY", database=sqlite_url)

    assert (ended.code, bool(CODE.fullmatch(ended.out.strip()))) == (0, True)
    (car,) = [one.car for one in register_of(sqlite_url) if one.car.car_id == "DEMO-PREBOY"]
    assert (car.owner_id, car.audience, car.home_lat) == (None, {}, None)


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("cars", "claim-code", "GHOST"), 1, "There is no car GHOST in the register"),
        (("cars", "transfer", "GHOST"), 1, "There is no car GHOST in the register"),
        (("cars", "register", "no id"), 2, "car_id must be 1 to 64 of"),
        (("cars", "register", "CAR", "--language", "fr"), 2, "'fr' is not one of 'en', 'ja'"),
        (("cars", "register", "CAR", "--nickname", "x" * 31), 2, "nickname must have at most 30 characters"),
        (("accounts", "create", "aki", "--role", "king"), 2, "'king' is not one of"),
        (("accounts", "role", "nobody", "staff"), 1, "Nobody signs in as nobody"),
        (("accounts", "create", "no name"), 1, "username must be 1 to 30 letters"),
        (("tokens", "issue", "--scope", "gatewy"), 2, "gatewy; known are"),
        (("seed", "no-such.toml"), 2, "no-such.toml: cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence_and_an_exit_code(
    run: Run, sqlite_url: str, words: tuple[str, ...], code: int, complaint: str
) -> None:
    ended = run(*words, database=sqlite_url)

    assert ended.code == code
    assert complaint in " ".join(ended.err.replace("│", " ").split())
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////no/such/folder/feed.sqlite",
        "postgresql://me:hidden@127.0.0.1:1/feed",
        "mysql://127.0.0.1/feed",
        "nonsense",
    ],
)
def test_a_database_that_cannot_be_opened_is_wrong_usage_and_no_password_is_told(run: Run, url: str) -> None:
    ended = run("cars", "list", database=url)

    assert ended.code == 2
    assert ended.err.startswith("kurumatomo-feed: database: ")
    assert "hidden" not in ended.err


@pytest.mark.parametrize("word", ["serve", "migrate"])
def test_neither_does_the_server_start_nor_a_migration_on_such_a_database(word: str) -> None:
    ended = program(word, "--database", "sqlite:////no/such/folder/feed.sqlite")

    assert (ended.code, ended.err) == (
        2,
        "kurumatomo-feed: database: cannot be used: unable to open database file\n",
    )


def test_tables_of_a_newer_version_are_left_alone(run: Run, sqlite_url: str) -> None:
    run("migrate", database=sqlite_url)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    ended = run("cars", "list", database=sqlite_url)

    assert ended.code == 2
    assert "its tables are not of this version" in ended.err


def test_a_database_that_is_not_there_is_said_to_be_so(run: Run, postgresql_url: str) -> None:
    ended = run("cars", "list", database=postgresql_url.replace("/test_", "/gone_", 1))

    assert ended.code == 2
    assert "does not exist" in ended.err


def test_people_are_let_in_and_sign_in_with_what_was_printed(run: Run, sqlite_url: str) -> None:
    drawn = run("accounts", "create", "aki", "--role", "dealer", database=sqlite_url).out.strip()
    changed = run("accounts", "password", "aki", database=sqlite_url).out.strip()
    run("accounts", "role", "aki", "staff", database=sqlite_url)

    async def enters(database: Database, password: str) -> User:
        return await sign_in(database, quick_passwords(), name="aki", password=password)

    assert changed != drawn
    assert ask(sqlite_url, lambda database: enters(database, changed)).role == "staff"
    assert "@aki" in run("accounts", "list", database=sqlite_url).out


def test_a_name_of_another_dialect_is_bound_listed_and_unbound(run: Run, sqlite_url: str) -> None:
    for car_id in ("CAR-1", "CAR-2"):
        run("cars", "register", car_id, database=sqlite_url)

    bound = run("cars", "bind", "CAR-1", "owntracks", "aki/phone", "--says", "place", database=sqlite_url)
    listed = run("cars", "list", database=sqlite_url).out
    taken = run("cars", "bind", "CAR-2", "owntracks", "aki/phone", database=sqlite_url)
    nobodys = run("cars", "bind", "CAR-3", "ovms", "leaf", database=sqlite_url)
    odd = run("cars", "bind", "CAR-1", "ovms", "a leaf", database=sqlite_url)
    unbound = run("cars", "unbind", "CAR-1", "owntracks", "aki/phone", database=sqlite_url)
    again = run("cars", "unbind", "CAR-1", "owntracks", "aki/phone", database=sqlite_url)

    assert bound.out == "owntracks aki/phone speaks for the place of CAR-1.\n"
    assert "aki/phone (place)" in re.sub(r"\s+", " ", listed)
    assert taken.err.strip().endswith("speaks for CAR-1; it must be unbound there first")
    assert "There is no car CAR-3" in nobodys.err
    assert "printable ASCII signs" in re.sub(r"[\s│]+", " ", odd.err)
    assert unbound.code == 0
    assert [ended.code for ended in (taken, nobodys, odd, again)] == [1, 1, 2, 1]


def test_a_token_is_printed_alone_and_good_for_its_scope(run: Run, sqlite_url: str) -> None:
    secret = run("tokens", "issue", "--scope", "gateway", database=sqlite_url).out.removesuffix("\n")

    async def question(database: Database) -> Any:  # noqa: ANN401
        async with database.reading() as session:
            return await grant_of(session, secret)

    grant = ask(sqlite_url, question)
    assert (grant.scopes, grant.user_id) == ("gateway", None)


def test_seeding_lets_everybody_in_with_owners_homes_and_friends(run: Run, database_url: str) -> None:
    ended = run("seed", str(FLEET), database=database_url)

    async def question(database: Database) -> list[tuple[str, str]]:
        query = (
            select(Account.username, Car.car_id)
            .join(Follow, Follow.account_id == Account.id)
            .join(Car, Car.account_id == Follow.target_account_id)
        )
        async with database.reading() as session:
            return sorted((username, car_id) for username, car_id in await session.execute(query))

    assert ended.code == 0
    preboy = next(one for one in register_of(database_url) if one.car.car_id == "DEMO-PREBOY")
    assert preboy.owner is not None
    assert (preboy.owner.username, preboy.account.display_name) == ("aki", "Pre-boy")
    assert (preboy.car.home_lat, preboy.car.home_radius_m) == (35.0877, 120.0)
    assert preboy.car.audience == {
        "charging_started": "public",
        "charging_done": "public",
        "drive_ended": "public",
    }
    assert ask(database_url, question) == sorted(
        (username, car.car_id) for car in read_fleet(FLEET).car for username in {car.owner, *car.friends}
    )


def test_seeding_again_changes_nothing_and_keeps_the_passwords(
    run: Run, sqlite_url: str, tmp_path: Path
) -> None:
    credentials = tmp_path / "sign-ins"
    words = ("seed", str(FLEET), "--credentials-file", str(credentials))
    run(*words, database=sqlite_url)
    before, written = register_of(sqlite_url), credentials.read_text()

    ended = run(*words, database=sqlite_url)

    def owned(register: list[RegisteredCar]) -> list[tuple[Any, ...]]:
        return sorted((one.car.car_id, one.car.account_id, one.car.owner_id) for one in register)

    assert (ended.code, ended.out.count("as before")) == (0, len(read_fleet(FLEET).person))
    assert owned(register_of(sqlite_url)) == owned(before)
    assert credentials.read_text() == written
    assert credentials.stat().st_mode & 0o777 == 0o600
    assert len(written.splitlines()) == len(read_fleet(FLEET).person)


def test_seeding_again_leaves_what_an_owner_settled(run: Run, sqlite_url: str) -> None:
    run("seed", str(FLEET), database=sqlite_url)

    async def settle(database: Database) -> None:
        async with database.writing() as session:
            registered = await open_for_operator(session, "DEMO-PREBOY")
            wishes = CarWishes(nickname="Blue", audience={"drive_ended": "nobody"})
            await change_settings(session, registered, wishes)

    ask(sqlite_url, settle)
    run("seed", str(FLEET), database=sqlite_url)

    preboy = next(one for one in register_of(sqlite_url) if one.car.car_id == "DEMO-PREBOY")
    assert (preboy.account.display_name, preboy.car.audience["drive_ended"]) == ("Blue", "nobody")


def test_a_car_the_gateway_enrolled_first_gets_its_owner_by_the_seed(run: Run, sqlite_url: str) -> None:
    run("cars", "register", "DEMO-PREBOY", database=sqlite_url)

    run("seed", str(FLEET), database=sqlite_url)

    preboy = next(one for one in register_of(sqlite_url) if one.car.car_id == "DEMO-PREBOY")
    assert preboy.owner is not None
    assert (preboy.owner.username, preboy.account.display_name) == ("aki", "Pre-boy")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[car]", "is not TOML"),
        ('[[car]]\ncar_id="A"\nowner="x"', "A knows x, who is no [[person]] here"),
        (
            '[[person]]\nusername="a"\nrole="king"',
            "person.0.role must be 'member', 'dealer', 'staff' or 'admin'",
        ),
        (
            '[[car]]\ncar_id="A"\nowner="a"\nhome={lat=99,lon=1}',
            "car.0.home.lat must be less than or equal to 90",
        ),
        ('[[car]]\ncar_id="A"\nowner="a"\ncolour="red"', "car.0.colour is not known here"),
    ],
)
def test_a_wrong_fleet_file_is_told_by_its_key(
    run: Run, sqlite_url: str, tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "fleet.toml"
    path.write_text(text)

    ended = run("seed", str(path), database=sqlite_url)

    assert ended.code == 2
    assert complaint in ended.err


def test_it_is_a_program(sqlite_url: str) -> None:
    ended = program("cars", "claim-code", "GHOST", "--database", sqlite_url)

    assert ended == Ended(1, "", "kurumatomo-feed: There is no car GHOST in the register\n")


def test_a_copy_is_written_once_and_never_over_another(run: Run, sqlite_url: str, tmp_path: Path) -> None:
    run("seed", str(FLEET), database=sqlite_url)
    words = ("export", "aki", str(tmp_path / "aki.zip"))

    first, second = run(*words, database=sqlite_url), run(*words, database=sqlite_url)

    assert (first.code, first.out.endswith("about @aki and 2 cars\n")) == (0, True)
    assert (second.code, second.err.endswith("cannot be written: File exists\n")) == (2, True)


def test_nobody_is_erased_unasked(run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("seed", str(FLEET), database=sqlite_url)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    refused = run("erase", "account", "aki", database=sqlite_url)
    done = run("erase", "account", "aki", "--yes", database=sqlite_url)

    assert refused.code == 1
    assert done.code == 0
    owners = {one.car.car_id: one.owner and one.owner.username for one in register_of(sqlite_url)}
    assert (owners["DEMO-PREBOY"], owners["DEMO-MOCHI"]) == (None, "emma")
