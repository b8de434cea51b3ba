"""The operator's commands, as they are typed, on a real database."""

import io
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from feed.actions.sign_in import sign_in
from feed.store.database import Database
from feed.store.tables import User
from feed.store.tokens import grant_of
from tests.builders.feed import quick_passwords
from tests.service.feed.operator import FLEET, Ended, Run, ask, program, register_of

CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


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


def test_a_claim_code_can_be_scanned_as_well(run: Run, sqlite_url: str) -> None:
    run("cars", "register", "CAR-1", database=sqlite_url)

    ended = run(
        *("cars", "claim-code", "CAR-1", "--qr", "--public-url", "https://feed.example"), database=sqlite_url
    )

    code, link, *picture = ended.out.splitlines()
    assert (ended.code, link) == (0, f"https://feed.example/claim?code={code}")
    assert len({len(line) for line in picture if line}) == 1
    assert len(picture) > 12


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
