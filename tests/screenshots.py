"""`make screenshots`: the main pages as they are today, into docs/screenshots, small enough to be kept."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from feed.ids import COMMAND_LINE_WORKER, Ids
from feed.store import accounts
from feed.store.database import Database
from tests.browser.conftest import NAMES, sign_in
from tests.browser.village import Village
from tests.builders.fleets import entrust_many

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
MOST_BYTES = 120_000
DESK, PHONE = (1280, 860), (390, 844)

SHOTS = (  # name, whose, the path, how large, language, scheme
    ("home", "aki", "/home", DESK, "en-GB", "light"),
    ("home-dark", "aki", "/home", DESK, "en-GB", "dark"),
    ("car", "aki", "{car}", DESK, "en-GB", "light"),
    ("places", "aki", "{car}/settings/places", DESK, "en-GB", "light"),
    ("fleet", "mikawa", "/fleet", DESK, "en-GB", "light"),
    ("office", "yuki", "/office", DESK, "en-GB", "light"),
)
SHOTS_IN_JAPANESE = (
    ("home-ja-phone", "aki", "/home", PHONE, "ja-JP", "light"),
    ("car-ja-phone", "aki", "{car}", PHONE, "ja-JP", "light"),
    ("welcome-ja-phone", "noa", "/welcome", PHONE, "ja-JP", "light"),
)
ENGLISH = (
    "Good morning! 64 %, the timer holds, and Toyota is two degrees above freezing.",
    "Home again after 17 km. Is my plug in?",
    "Plugged in at 34 %. Full by 02:15, is that all right?",
)


JAPANESE = (
    "おはようございます！ 充電は64%、タイマーもばっちりです。",
    "ただいま。17km走ってきました。プラグ、ささっていますか？",
    "プラグを入れてもらいました。いま34%。2時15分にはいっぱいになりますが、いいですか？",
)


def main() -> None:
    """Every picture, one after another."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.exit("Chromium is not here: apt install chromium fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as folder:
        village = Village(Path(folder))
        try:
            village.start()
            _furnish(village)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                for shot in SHOTS:
                    _take(browser, village, *shot)
                _speak(village, JAPANESE, "ありがとう。また7時に。")
                for shot in SHOTS_IN_JAPANESE:
                    _take(browser, village, *shot)
                browser.close()
        finally:
            village.stop()


def _furnish(village: Village) -> None:
    """Something to see on each page."""
    for name in ("mikawa", "yuki", "noa"):
        village.join(name)
    village.make("mikawa", "dealer")
    village.make("yuki", "staff")
    home = {"lat": 35.0877, "lon": 137.1563, "radius_m": 150}
    work = {"name": "work", "lat": 34.9549, "lon": 137.1746, "radius_m": 300}
    village.settle(home=home, zones=[work], persona="cheerful", default_visibility="public")
    village.say(village.emma, "Does anybody know a quiet charger near Okazaki?")
    _speak(village, ENGLISH, "It is, thank you. See you at seven.")
    with ThreadPoolExecutor(1) as thread:  # where no event loop runs yet
        thread.submit(asyncio.run, _entrust(village.database)).result()


def _speak(village: Village, words: Sequence[str], answer: str) -> None:
    for said in words:
        village.car_says(said, "public")
    village.say(village.aki, answer)


async def _entrust(url: str) -> None:
    database = Database(url)
    async with database.reading() as session:
        dealer, owner = [await accounts.by_username(session, name) for name in ("mikawa", "emma")]
    assert dealer
    assert owner
    ids = Ids(_now, worker=COMMAND_LINE_WORKER)
    await entrust_many(database, dealer_id=dealer.id, owner_id=owner.id, count=120, ids=ids, now=_now())
    await database.close()


def _take(
    browser: Browser,
    village: Village,
    name: str,
    who: str,
    path: str,
    size: tuple[int, int],
    language: str,
    scheme: str,
) -> None:
    context = browser.new_context(
        base_url=village.url,
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=2 if size == PHONE else 1,
        locale=language,
        timezone_id="Asia/Tokyo",
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, who)
    page.goto(path.format(car=village.car))
    page.wait_for_load_state("load")
    page.wait_for_timeout(800)  # maps and charts are drawn
    (FOLDER / f"{name}.png").write_bytes(_small(page.screenshot()))
    context.close()


def _small(picture: bytes) -> bytes:
    """The same with as many colours as there is room for."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        made = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if made.tell() <= MOST_BYTES:
            break
    return made.getvalue()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
