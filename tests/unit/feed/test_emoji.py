"""One emoji and nothing else."""

import pytest

from feed.social.emoji import is_emoji


@pytest.mark.parametrize(
    "text",
    [
        "🎉",
        "❤️",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇯🇵",
        "1️⃣",
        "☀",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_a_picture_of_unicodes_is_one_however_many_signs_it_is_made_of(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize(
    "text", ["", "a", "1", "🎉🎉", "🎉 ", "ok", "\u200d", "<", "漢", "🇯", "🎉" + "\u200d🎉" * 40]
)
def test_letters_and_several_pictures_are_none(text: str) -> None:
    assert not is_emoji(text)
