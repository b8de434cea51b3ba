"""Who sees which page, and whose form is taken: role by role along one table, by status alone."""

from collections.abc import Iterator
from typing import get_args

import pytest
from aiohttp import web

from feed.web.pages import PAGES
from tests.browser.every_page import SEEN, SENT, Role
from tests.browser.whole_village import PEOPLE, PlainBrowser, WholeVillage

ROLES: tuple[Role, ...] = get_args(Role)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeVillage]:
    village = WholeVillage(tmp_path_factory.mktemp("village"))
    try:
        village.start()
        yield village
    finally:
        village.stop()


@pytest.fixture(scope="module")
def browsers(village: WholeVillage) -> dict[Role, PlainBrowser]:
    return {role: village.browser(PEOPLE[role]) for role in ROLES}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_page_is_in_the_table(method: str) -> None:
    paths = (
        [row.path for row in SEEN] if method == "GET" else [path for _, _, paths in SENT for path in paths]
    )
    examples = [
        path.replace("{car}", "/@mame").partition("?")[0].replace("{", "").replace("}", "") for path in paths
    ]
    assert sorted({_page_at(example, method) for example in examples}) == sorted(
        page.path for page in PAGES if page.method == method
    )


def _page_at(example: str, method: str) -> str:
    """The first page that a path leads to, where numbers may be words; empty if there is none."""
    for page in PAGES:
        if page.method != method:
            continue
        resource = web.UrlDispatcher().add_resource(page.path.replace("[0-9]+", "[a-z_0-9]+"))
        told = resource.get_info()
        if told.get("path") == example or ("pattern" in told and told["pattern"].fullmatch(example)):
            return page.path
    return f"nowhere: {example}"


def test_each_sees_what_is_theirs_to_see(village: WholeVillage, browsers: dict[Role, PlainBrowser]) -> None:
    expected = {(row.path, role): row.answer(role) for row in SEEN for role in ROLES}
    found = {(path, role): browsers[role].status(path.format(**village.names))[0] for path, role in expected}
    assert found == expected


def test_strangers_are_led_back_after_they_signed_in(
    village: WholeVillage, browsers: dict[Role, PlainBrowser]
) -> None:
    path = f"{village.car}/settings/voice"
    assert browsers["stranger"].status(path) == (303, f"/sign-in?next={path}")


def test_no_form_is_taken_without_its_token(
    village: WholeVillage, browsers: dict[Role, PlainBrowser]
) -> None:
    found = {
        path: browsers[role].send(path.format(**village.names), csrf_token="0" * 64)
        for by, _, paths in SENT
        for path in paths
        for role in ROLES
        if role in by and role != "stranger"
    }
    assert found == dict.fromkeys(found, 403)


def test_no_form_is_taken_from_whom_it_is_not_for(
    village: WholeVillage, browsers: dict[Role, PlainBrowser]
) -> None:
    tokens = {role: browsers[role].token() if PEOPLE[role] else "" for role in ROLES}
    expected = {
        (role, path): 303 if role == "stranger" else refused
        for by, refused, paths in SENT
        for path in paths
        for role in ROLES
        if role not in by
    }
    found = {
        (role, path): browsers[role].send(path.format(**village.names), csrf_token=tokens[role])
        for role, path in expected
    }
    assert found == expected
