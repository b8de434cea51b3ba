"""Whether everything a gateway needs is there: each part, and what is wrong with it. Changes nothing."""

import asyncio
import os
import queue
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import sqlalchemy
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from gateway.broker_url import tls_context, why_unreachable
from gateway.delivery.feed_client import FeedClient, FeedError, feed_address
from gateway.delivery.store import engine_for, shown
from gateway.settings import ConfigError, Settings, config_folder
from gateway.words import read_words

PATIENCE_S = 5.0

Finding = tuple[str, str | None]  # a part, and what is wrong with it


def findings(settings: Settings) -> Iterator[Finding]:
    """Each part in turn; None: it is well."""
    yield "settings", None
    for tongue, patterns in settings.listening.topics.items():
        yield f"listens to {tongue} on {', '.join(patterns)}", None
    yield "words", _words_trouble()
    yield f"database {shown(settings.database)}", _database_trouble(settings.database)
    yield f"broker {settings.broker}", _broker_trouble(settings)
    yield f"feed {settings.feed}", asyncio.run(_feed_trouble(settings))


def _words_trouble() -> str | None:
    try:
        read_words(config_folder())
    except ConfigError as error:
        return str(error)
    return None


def _database_trouble(url: str) -> str | None:
    engine = engine_for(url)
    file = Path(engine.url.database or "")
    if engine.dialect.name == "sqlite" and not file.exists():
        folder = file.absolute().parent
        return None if os.access(folder, os.W_OK) else f"no file can be made in {folder}"
    try:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.select(1))
    except sqlalchemy.exc.OperationalError as error:
        return str(error.orig).strip()
    finally:
        engine.dispose()
    return None


def _broker_trouble(settings: Settings) -> str | None:
    """Connects under a name of its own: the gateway's own session would be taken from the one that runs."""
    answers: queue.Queue[ReasonCode] = queue.Queue()
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv311)
    client.on_connect = lambda _client, _userdata, _flags, reason, _properties: answers.put(reason)
    try:
        address = settings.broker
        client.username_pw_set(address.username, address.password)
        if address.tls:
            client.tls_set_context(tls_context(settings.mqtt_ca_file))
        client.connect_timeout = PATIENCE_S
        client.connect(address.host, address.port)
    except ConfigError as error:
        return str(error)
    except OSError as error:
        return why_unreachable(error)
    client.loop_start()
    try:
        reason = answers.get(timeout=PATIENCE_S)
    except queue.Empty:
        return "it accepts a connection, and says nothing in MQTT"
    finally:
        client.disconnect()
        client.loop_stop()
    return f"it refuses us: {reason}" if reason.is_failure else None


async def _feed_trouble(settings: Settings) -> str | None:
    async with aiohttp.ClientSession() as web:
        try:
            feed = FeedClient(web, address=feed_address(settings.feed), token=settings.token)
            await feed.register_since(0)
        except (FeedError, ConfigError) as error:
            return str(error)
    return None
