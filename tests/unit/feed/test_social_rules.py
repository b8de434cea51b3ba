"""Who may see what, and what comes before and after what."""

from dataclasses import dataclass

import pytest

from feed.social import oauth, scopes, thread
from feed.social.visibility import Standing, Visibility, may_see, narrower

AUTHOR = Standing(is_author=True)
FOLLOWER = Standing(follows_author=True)
MENTIONED = Standing(is_mentioned=True)
STRANGER = Standing()
BLOCKED = Standing(follows_author=True, is_mentioned=True, blocked=True)


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [
        ("public", (True, True, True, True, False)),
        ("unlisted", (True, True, True, True, False)),
        ("private", (True, True, True, False, False)),
        ("direct", (True, False, True, False, False)),
    ],
)
def test_who_may_see(visibility: Visibility, sees: tuple[bool, ...]) -> None:
    viewers = (AUTHOR, FOLLOWER, MENTIONED, STRANGER, BLOCKED)
    assert tuple(may_see(visibility, viewer) for viewer in viewers) == sees


def test_the_narrower_of_two_is_for_fewer() -> None:
    assert narrower("public", "private") == narrower("private", "public") == "private"
    assert narrower("direct", "private") == "direct"


@dataclass(frozen=True)
class One:
    id: int
    in_reply_to_id: int | None = None


def test_a_conversation_is_told_from_its_beginning_and_each_answer_below_what_it_answers() -> None:
    told = {n: One(n, above) for n, above in {1: None, 2: 1, 3: 2, 4: 3, 5: 3, 6: 4, 7: 2, 9: 8}.items()}
    others = [one for one in told.values() if one.id != 3]
    assert [one.id for one in thread.ancestors(told[3], others)] == [1, 2]
    assert [one.id for one in thread.descendants(told[3], others)] == [4, 6, 5]


def test_a_broken_or_endless_chain_ends() -> None:
    assert thread.ancestors(One(3, 2), [One(1)]) == []
    assert [one.id for one in thread.ancestors(One(3, 2), [One(2, 1), One(1, 2)])] == [1, 2]


@pytest.mark.parametrize(
    ("granted", "wanted", "enough"),
    [
        ("read", "read:statuses", True),
        ("read:statuses", "read:statuses", True),
        ("read:statuses", "read:accounts", False),
        ("read:statuses", "read", False),
        ("read", "write:statuses", False),
        ("follow", "write:follows", True),
        ("follow", "read:blocks", True),
        ("follow", "write:statuses", False),
        ("write", "gateway", False),
        ("gateway", "gateway", True),
        ("", "read", False),
    ],
)
def test_a_scope_covers_its_parts_and_no_more(granted: str, wanted: str, *, enough: bool) -> None:
    assert scopes.covers(scopes.split(granted), wanted) is enough


@pytest.mark.parametrize(
    ("uri", "good"),
    [
        ("https://phone.example/callback?x=1", True),
        ("http://localhost:3000/", True),
        ("urn:ietf:wg:oauth:2.0:oob", True),
        ("com.tapbots.Ivory.123:/request_token", True),
        ("myapp://callback", True),
        ("https:///nowhere", False),
        ("https://phone.example/#fragment", False),
        ("/callback", False),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("https://phone.example/ x", False),
        ("https://phone.example/\r\nX: y", False),
        ("", False),
    ],
)
def test_a_browser_is_sent_to_decent_addresses_only(uri: str, *, good: bool) -> None:
    assert oauth.is_good_redirect(uri) is good


def test_a_proof_is_of_its_own_challenge() -> None:
    challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # RFC 7636, appendix B
    assert oauth.proves("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", challenge)
    assert not oauth.proves("something-else", challenge)
