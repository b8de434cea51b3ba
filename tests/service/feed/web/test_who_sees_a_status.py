"""A page links to a status for those whom it is for, and to nobody else, whatever the page."""

import pytest

from tests.builders.feed import Feed
from tests.builders.pages import a_browser
from tests.service.feed.viewers import VIEWERS, VISIBILITIES, Scene, a_scene, expected

ALL, PUBLIC = set(VISIBILITIES), {"public"}
SHOWN = {  # what each page has of what the viewer may see
    "/@author": ALL,
    "/public": PUBLIC,
    "/tags/ev": PUBLIC,
    "/home": ALL,
    "/notifications": ALL,
}
COMES_HOME, IS_TOLD = {"author", "follower"}, {"mentioned"}


@pytest.fixture
async def scene(feed: Feed) -> Scene:
    return await a_scene(feed)


async def linked(scene: Scene, viewer: str, path: str) -> set[str]:
    async with a_browser(scene.feed) as browser:
        if viewer != "anonymous":
            await browser.sign_in(viewer)
        sheet = await browser.read(path)
    return {one["id"] for one in scene.statuses.values() if f'href="/@author/{one["id"]}"' in sheet.html}


@pytest.mark.parametrize("path", SHOWN)
async def test_a_page_shows_what_is_for_its_reader(scene: Scene, path: str) -> None:
    readers = {"/home": COMES_HOME, "/notifications": IS_TOLD}.get(path, set(VIEWERS))
    assert {viewer: await linked(scene, viewer, path) for viewer in VIEWERS} == {
        viewer: expected(scene, viewer, only=SHOWN[path]) if viewer in readers else set()
        for viewer in VIEWERS
    }


async def test_the_page_of_a_status_is_there_for_those_it_is_for(scene: Scene) -> None:
    async def found(viewer: str) -> set[str]:
        async with a_browser(scene.feed) as browser:
            if viewer != "anonymous":
                await browser.sign_in(viewer)
            sheets = {
                one["id"]: await browser.read(f"/@author/{one['id']}") for one in scene.statuses.values()
            }
        assert {sheet.status for sheet in sheets.values()} <= {200, 404}
        return {status_id for status_id, sheet in sheets.items() if sheet.status == 200}

    assert {viewer: await found(viewer) for viewer in VIEWERS} == {
        viewer: expected(scene, viewer) for viewer in VIEWERS
    }
