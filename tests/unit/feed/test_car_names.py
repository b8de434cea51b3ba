import random
import re
from itertools import islice

import pytest

from feed.social.car_names import draw_nickname, usernames


def test_a_nickname_is_two_friendly_words() -> None:
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", draw_nickname(random.Random(1).choice))


@pytest.mark.parametrize(
    ("nickname", "first", "later"),
    [
        ("Pre-boy", r"pre_boy", r"pre_boy_\w{4}"),
        ("Quiet Otter", r"quiet_otter", r"quiet_otter_\w{4}"),
        ("はやて", r"car_\w{4}", r"car_\w{4}"),
        ("__", r"car_\w{4}", r"car_\w{4}"),
        ("x" * 60, r"x{25}", r"x{25}_\w{4}"),
    ],
)
def test_usernames_follow_the_nickname(nickname: str, first: str, later: str) -> None:
    drawn = list(islice(usernames(nickname, random.Random(1).choice), 3))

    assert re.fullmatch(first, drawn[0])
    assert all(re.fullmatch(later, name) for name in drawn[1:])
    assert len(set(drawn)) == 3
