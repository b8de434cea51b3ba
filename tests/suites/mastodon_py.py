"""Mastodon.py's own tests, live: `make suite` fetches them and prints what came of it.

The suite was written against a Mastodon of its authors' on port 3000, with members whose tokens stand
in it. Their recordings are not used: every request goes to a feed that is started here.
"""

import asyncio
import re
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from feed.ids import Ids
from feed.social.roles import Role
from feed.store.database import Database
from feed.store.migrations import migrate
from feed.store.tables import Account, App, Token, User
from feed.store.tokens import digest
from tests.servers.program import Program

VERSION = "2.3.3"
PORT = 3000
LEAST_PASSED = 150
SCOPES = "read write follow push"
OPTIONS = (
    *("-q", "-rfE", "--tb=no", "--timeout=20", "--disable-recording", "-o", "addopts="),
    *("-p", "no:cacheprovider", "-p", "no:aiohttp", "-p", "no:asyncio", "-p", "no:xdist"),
    "--ignore=tests/test_entities.py",  # asks servers on the Internet
)
MEMBERS: tuple[tuple[str, str, Role, str], ...] = (
    ("admin", "_1", "member", SCOPES),  # only looked for
    ("admin2", "_2", "admin", f"{SCOPES} admin:read admin:write"),
    ("mastodonpy_test", "", "member", SCOPES),
    ("mastodonpy_test_2", "_3", "member", SCOPES),
)
_TOKEN = "__MASTODON_PY_TEST_ACCESS_TOKEN"


def main() -> int:
    """0 if at least as many pass as we promise."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        suite = Path(sys.argv[1]) if len(sys.argv) > 1 else _fetched(folder)
        database = f"sqlite:///{folder}/feed.sqlite"
        asyncio.run(_let_them_in(database))
        arguments = ["serve", "--trial", "--database", database, "--port", str(PORT), "--host", "127.0.0.1"]
        environment = {
            "KURUMATOMO_FEED_PUBLIC_URL": f"http://localhost:{PORT}",
            "KURUMATOMO_FEED_MEDIA_FOLDER": str(folder / "media"),
        }
        program = Program("feed", *arguments, log=folder / "feed.log", environment=environment)
        program.start()
        try:
            return _run(suite)
        finally:
            program.stop()


def _fetched(folder: Path) -> Path:
    name = f"Mastodon.py=={VERSION}"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--no-binary",
        ":all:",
        "-d",
        str(folder),
        name,
    ]
    subprocess.run(pip, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


async def _let_them_in(url: str) -> None:
    """The members of the suite, and its app."""
    database = Database(url)
    await migrate(database)
    ids = Ids(lambda: datetime.now(UTC))
    async with database.writing() as session:
        app = App(
            id=ids.next(),
            client_id="__MASTODON_PY_TEST_CLIENT_ID",
            secret_hash=digest("__MASTODON_PY_TEST_CLIENT_SECRET"),
            name="Mastodon.py test suite",
            redirect_uris=["urn:ietf:wg:oauth:2.0:oob"],
            scopes=f"{SCOPES} admin:read admin:write",
        )
        session.add(app)
        for username, number, role, scopes in MEMBERS:
            account = Account(
                id=ids.next(),
                kind="person",
                username=username,
                username_key=username,
                locked=username == "mastodonpy_test",
            )
            session.add(account)
            await session.flush()
            user = User(id=ids.next(), account_id=account.id, password_hash="none", role=role, locale="ja")
            session.add(user)
            await session.flush()
            token = Token(
                id=ids.next(),
                token_hash=digest(f"{_TOKEN}{number}"),
                app_id=app.id,
                user_id=user.id,
                scopes=scopes,
            )
            session.add(token)
    await database.close()


def _run(suite: Path) -> int:
    """The suite's own pytest: what failed line by line, then how many passed."""
    for recorded in suite.glob("tests/cassettes*/*.ws.yaml"):  # else the sockets would be played back
        recorded.unlink()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, "tests"],
        cwd=suite,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stdout.write(done.stdout[done.stdout.find("short test summary") :])
    passed = re.search(r"(\d+) passed", done.stdout)
    return 0 if passed and int(passed[1]) >= LEAST_PASSED else 1


if __name__ == "__main__":
    sys.exit(main())
