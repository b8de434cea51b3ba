"""Passwords for people whom the operator lets in, until they choose their own."""

import secrets
import sys

from feed.social.claim_code import ALPHABET


def first_password(*, from_stdin: bool) -> str:
    """The first line of standard input, or else one drawn by chance: three groups of four, some 59 bits."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return "-".join("".join(secrets.choice(ALPHABET.lower()) for _ in range(4)) for _ in range(3))
