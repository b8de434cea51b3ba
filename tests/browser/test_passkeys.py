"""Passkeys in a browser with an authenticator of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import Look, sign_in
from tests.browser.village import PASSWORD, Village

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def village(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:  # noqa: ARG001
    """The village under a name: browsers make no keys for bare addresses."""
    village = Village(tmp_path_factory.mktemp("village"), name="localhost")
    village.start()
    yield village
    village.stop()


def an_authenticator(page: Page) -> tuple[CDPSession, str]:
    """A phone's lock, which opens at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def add_a_key(page: Page, password: str = PASSWORD) -> None:
    page.goto("/settings/passkeys")
    page.get_by_label("Your password", exact=True).fill(password)
    page.get_by_role("button", name="Add a passkey").click()


def without_offers(page: Page) -> None:
    """The browser waits until it is asked for a key."""
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")


def come_back(page: Page) -> None:
    """Signed out, at the door again."""
    page.context.clear_cookies()
    page.goto("/sign-in")


def test_a_key_is_added_offered_at_the_door_and_removed(look: Look) -> None:
    page = look("aki")
    an_authenticator(page)
    add_a_key(page)
    expect(page.get_by_role("listitem").filter(has_text="Chrome")).to_be_visible()

    come_back(page)
    page.wait_for_url("**/home")

    page.goto("/settings/passkeys")
    expect(page.get_by_text("last used")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_a_copied_key_opens_nothing(chromium: Browser, village: Village) -> None:
    context = chromium.new_context(base_url=village.url, locale="en-GB")
    page = context.new_page()
    without_offers(page)
    sign_in(page, "emma")
    session, authenticator = an_authenticator(page)
    add_a_key(page)
    expect(page.get_by_role("listitem").filter(has_text="Chrome")).to_be_visible()
    come_back(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/home")

    (key,) = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    session.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    copy = key | {"signCount": 0}
    session.send("WebAuthn.addCredential", {"authenticatorId": authenticator, "credential": copy})
    come_back(page)
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_have_text("The passkey could not be used. Please try again.")
    page.goto("/home")
    assert page.url.endswith("/sign-in?next=/home")
    context.close()
