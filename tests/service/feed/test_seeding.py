"""A fleet and its people, let in at once from a file."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from feed.actions.car_changes import open_for_operator
from feed.actions.car_settings import change_settings
from feed.cli.fleet_file import read_fleet
from feed.social.car_wishes import CarWishes
from feed.store.car_tables import Car
from feed.store.cars import RegisteredCar
from feed.store.database import Database
from feed.store.tables import Account, Follow
from tests.service.feed.operator import FLEET, Run, ask, register_of


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
