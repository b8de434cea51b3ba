"""Passwords: which are good enough, and argon2id hashes made where nobody has to wait for them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from feed.errors import InvalidError

SHORTEST, LONGEST = 8, 128  # characters


class Passwords:
    """Hashes and compares on threads of its own. `close()` ends them."""

    def __init__(self, *, memory_kib: int, rounds: int) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")
        self._nobodys_hash = self._hasher.hash("an unknown user costs as much time as a known one")

    async def hash(self, password: str) -> str:
        """What may be stored of a password."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def match(self, password_hash: str | None, password: str) -> bool:
        """Whether this is the password. None, for nobody, takes the same time and is never right."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._match, password_hash, password)

    def close(self) -> None:
        """Every thread is ended."""
        self._threads.shutdown()

    def _match(self, password_hash: str | None, password: str) -> bool:
        try:
            self._hasher.verify(password_hash or self._nobodys_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
        return password_hash is not None


def require_good(password: str) -> None:
    """Long enough, and not among those everybody tries first.

    Raises:
        InvalidError: says what is wrong with it.
    """
    wrong = None
    if not SHORTEST <= len(password) <= LONGEST:
        wrong = f"must be {SHORTEST} to {LONGEST} characters long"
    elif password.casefold() in _common_passwords():
        wrong = "is one of the passwords everybody tries first"
    if wrong:
        raise InvalidError(f"password {wrong}", details={"password": wrong})


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset((files("feed.actions") / "common_passwords.txt").read_text().split())
