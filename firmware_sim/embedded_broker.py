"""An MQTT broker for trials: amqtt, on loopback, with users and passwords. Not for production."""

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from firmware_sim.errors import SimulatorError, UsageError

TRIAL_USERS = ("cars", "gateway")
OURS = "# Written by kurumatomo-sim broker, anew at each start with KURUMATOMO_MQTT_PASSWORD set.\n"
FAREWELL_S = 5.0


def prepare_users(path: Path, *, password: str | None) -> None:
    """See that there is a file of users; with a password it holds the trial's users with its hashes.

    A file that somebody else has written is left as it is. Raises UsageError when nobody could sign in.
    """
    if path.exists() and (password is None or not path.read_text(encoding="utf-8").startswith(OURS)):
        return
    if password is None:
        raise UsageError(
            f"there is no {path} and no KURUMATOMO_MQTT_PASSWORD to make one of; "
            "a line of it is user:hash, the hash by argon2"
        )
    path.unlink(missing_ok=True)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    with os.fdopen(opened, "w", encoding="utf-8") as users:
        users.write(OURS)
        users.writelines(f"{user}:{PasswordHasher().hash(password)}\n" for user in TRIAL_USERS)


async def serve(*, port: int, users: Path, until: asyncio.Event, say: Callable[[str], None]) -> None:
    """Listen on 127.0.0.1 until the event is set. Raises SimulatorError when it cannot."""
    try:
        from amqtt.broker import Broker  # noqa: PLC0415 - a part that only trials need
        from amqtt.errors import BrokerError  # noqa: PLC0415
    except ImportError as error:
        raise SimulatorError("the trial broker is not installed: pip install 'kurumatomo[demo]'") from error
    for chatty in ("amqtt", "transitions"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    asyncio.get_running_loop().set_exception_handler(_mind_no_leavers)
    broker = Broker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{port}"}},
            "plugins": {"amqtt.plugins.authentication.FileAuthPlugin": {"password_file": str(users)}},
        }
    )
    try:
        await broker.start()
    except BrokerError as error:
        raise SimulatorError(f"the trial broker cannot listen on port {port}: {error.__cause__}") from error
    say(f"A broker for trials listens on 127.0.0.1:{port}. It may lose messages and is not for production.")
    await until.wait()
    async with asyncio.timeout(FAREWELL_S):
        await broker.shutdown()


def _mind_no_leavers(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Clients may be gone before amqtt has said goodbye: that is nobody's trouble."""
    if not isinstance(context.get("exception"), OSError):
        loop.default_exception_handler(context)
