"""Passwords: which are good enough, and what is kept of them."""

import time

import pytest

from feed.actions.passwords import Passwords, require_good
from feed.errors import InvalidError
from feed.log import PRIVATE, drop_private_facts
from tests.builders.feed import quick_passwords


@pytest.mark.parametrize(
    "password", ["", "short12", "x" * 129, "password1", "PASSWORD1", "12345678", "qwertyuiop"]
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(InvalidError, match="password"):
        require_good(password)


@pytest.mark.parametrize("password", ["correct horse battery", "ながいパスワードです", "x" * 128, "8charsOK"])
def test_nothing_else_is_asked_of_a_password(password: str) -> None:
    require_good(password)


async def test_a_hash_is_of_its_password_and_nobody_has_none() -> None:
    passwords = quick_passwords()
    try:
        kept = await passwords.hash("correct horse battery")
        assert kept.startswith("$argon2id$")
        assert [
            await passwords.match(kept, "correct horse battery"),
            await passwords.match(kept, "wrong"),
            await passwords.match(None, "an unknown user costs as much time as a known one"),
            await passwords.match("none", "none"),
        ] == [True, False, False, False]
    finally:
        passwords.close()


def test_what_is_nobodys_business_reaches_no_log() -> None:
    told = dict.fromkeys(PRIVATE, "secret") | {"event": "something happened", "account_id": 7}
    assert drop_private_facts(None, "info", told) == {"event": "something happened", "account_id": 7}


async def test_nobodys_password_takes_as_long_to_refuse_as_somebodys() -> None:
    passwords = Passwords(memory_kib=4096, rounds=4)
    known = await passwords.hash("correct horse battery")

    async def quickest(of: str | None) -> float:
        took = []
        for _ in range(9):
            begun = time.perf_counter()
            await passwords.match(of, "not this one")
            took.append(time.perf_counter() - begun)
        return min(took)

    ratio = await quickest(None) / await quickest(known)
    passwords.close()
    assert 0.5 < ratio < 2
