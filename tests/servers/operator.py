"""What an operator types, done in this process: another takes a while to begin."""

from concurrent.futures import ThreadPoolExecutor

from typer.testing import CliRunner

from feed.__main__ import app


def operate(*words: str, database: str) -> str:
    """What a command of the feed's prints, which must be a success."""
    command = [*words, "--database", database]
    with ThreadPoolExecutor(1) as thread:  # where no event loop runs yet
        ended = thread.submit(CliRunner().invoke, app, command).result()
    assert ended.exit_code == 0, (ended.output, ended.exception)
    return ended.output.strip()
