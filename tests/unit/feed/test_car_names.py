import random
import re

import pytest

from feed.social.car_names import draw_nickname, draw_username


def test_a_nickname_is_two_friendly_words() -> None:
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", draw_nickname(random.Random(1).choice))


@pytest.mark.parametrize(
    ("nickname", "username"),
    [
        ("Pre-boy", r"pre_boy_\d{4}"),
        ("Quiet Otter", r"quiet_otter_\d{4}"),
        ("はやて", r"car_\d{4}"),
        ("__", r"car_\d{4}"),
        ("x" * 60, r"x{25}_\d{4}"),
    ],
)
def test_a_username_follows_the_nickname(nickname: str, username: str) -> None:
    assert re.fullmatch(username, draw_username(nickname, random.Random(1).choice))
