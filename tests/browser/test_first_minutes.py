"""A new member in Japanese on a phone: from the code on the car's screen to a car that talks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look
from tests.browser.village import PASSWORD, Village

pytestmark = pytest.mark.chromium

FEWEST_TAPS = 4  # join, send the form, take the car, let it speak
FEWEST_FIELDS = 2  # a name and a password


class Hand:
    """Counts what a person has to do."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.taps = 0
        self.fields = 0

    def tap(self, name: str) -> None:
        """One button or link of this name."""
        self.taps += 1
        main = self._page.locator("main")
        button = main.get_by_role("button", name=name, exact=True)
        button.or_(main.get_by_role("link", name=name, exact=True)).click()

    def type(self, label: str, words: str) -> None:
        """These words into the field with this label."""
        self.fields += 1
        self._page.get_by_label(label, exact=True).fill(words)


def test_from_nothing_to_a_car_that_talks(village: Village, look: Look) -> None:
    page = look(None, language="ja-JP")
    hand = Hand(page)

    page.goto(f"/claim?code={village.a_new_code('NEWCAR01')}")
    hand.tap("新規登録")
    hand.type("ユーザー名", "hanako")
    hand.type("パスワード", PASSWORD)
    hand.tap("新規登録")
    hand.tap("このクルマを迎える")
    expect(page.get_by_label("なんて呼びますか？")).not_to_have_value("")
    hand.tap("あいさつしてもらう")

    first = page.locator("#timeline article").first
    expect(first).to_contain_text("はじめまして")
    expect(first).to_contain_text("hanakoさん")
    assert (hand.taps, hand.fields) == (FEWEST_TAPS, FEWEST_FIELDS)
    village.car_says("ケーブル、ささったよ。いま34%。", car_id="NEWCAR01")
    expect(page.locator("#timeline article").first).to_contain_text("ささったよ")


def test_a_password_can_be_looked_at_while_it_is_typed(look: Look) -> None:
    page = look(None)
    page.goto("/sign-in")
    field = page.get_by_label("Password", exact=True)
    field.fill("a quiet drive")
    page.get_by_role("button", name="Show the password").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide the password").click()
    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_attribute("autocomplete", "current-password")
