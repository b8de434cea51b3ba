"""The code with which an owner claims a car: easy to read aloud and to type, hard to guess."""

import hashlib
import unicodedata
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs; no 0 1 I O, which the eye confuses
LENGTH = 8  # of 32 signs: 40 bits


def draw_claim_code(choose: Callable[[str], str]) -> str:
    """A fresh code such as `ABCD-EFGH`; `choose` picks one sign of the alphabet, by true chance."""
    signs = "".join(choose(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def claim_digest(code: str) -> str | None:
    """What is kept of a code, however it was typed: small letters, blanks, full-width signs.

    None when it cannot be a code at all.
    """
    signs = [sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum()]
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return hashlib.sha256("".join(signs).encode()).hexdigest()
