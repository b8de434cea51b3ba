import random

import pytest

from feed.social.claim_code import ALPHABET, claim_digest, draw_claim_code


def test_a_code_holds_at_least_forty_bits_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) ** 8 >= 2**40
    assert not set(ALPHABET) & set("01IO")


def test_a_code_is_two_groups_of_four() -> None:
    code = draw_claim_code(random.Random(7).choice)

    assert [len(group) for group in code.split("-")] == [4, 4]
    assert set(code) <= {*ALPHABET, "-"}


@pytest.mark.parametrize("typed", ["abcd-efgh", " ABCD EFGH ", "ABCDEFGH", "ＡＢＣＤ－ＥＦＧＨ", "ABCD—EFGH"])
def test_however_it_is_typed_it_is_the_same_code(typed: str) -> None:
    assert claim_digest(typed) == claim_digest("ABCD-EFGH") is not None


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFG0", "ABCD-EFGHJ", "あいうえおかきく", "ABCD-EFGH\0X"])
def test_what_cannot_be_a_code_has_no_digest(typed: str) -> None:
    assert claim_digest(typed) is None
