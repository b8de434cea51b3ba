"""A broker of the bench's own: Mosquitto, with a right for each car; without it the one for trials."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from firmware_sim.errors import SimulatorError
from firmware_sim.mqtt.broker import Broker
from firmware_sim.scenario.ports import free_port, listens
from firmware_sim.scenario.programs import Program, python

WHERE = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin:/usr/local/bin:/opt/homebrew/bin:/usr/bin"
GATEWAY, BENCH, DONGLES, IMPOSTOR = "gateway", "bench", "dongles", "impostor"
TRIAL_USERS = {GATEWAY: GATEWAY}  # the trial broker knows two, and the rights of neither

CONFIGURATION = """\
listener {port} 127.0.0.1
allow_anonymous false
password_file {folder}/passwords
acl_file {folder}/rights
persistence true
persistence_location {folder}/
max_queued_messages 0
max_inflight_messages 1000
max_packet_size 65536
set_tcp_nodelay true
user root
log_type error
log_type warning
"""
RIGHTS = f"""\
user {GATEWAY}
topic readwrite #

user {BENCH}
topic read #
topic write fleet/v1/-/clock

user {DONGLES}
topic write ovms/#
topic write teslamate/#
topic write owntracks/#

pattern write fleet/v1/%u/telemetry
pattern write fleet/v1/%u/presence
pattern write fleet/v1/%u/result
pattern read fleet/v1/%u/ack
pattern read fleet/v1/%u/command
"""


class OwnBroker:
    """One broker on loopback, with a password drawn for it."""

    def __init__(self, folder: Path, *, cars: Iterable[str], password: str) -> None:
        self._folder, self._password = folder, password
        self._users = [GATEWAY, BENCH, DONGLES, IMPOSTOR, *cars]
        self.port = free_port()
        self._mosquitto = shutil.which("mosquitto", path=WHERE)
        self.guards_topics = self._mosquitto is not None
        self.program = self._with_rights(self._mosquitto) if self._mosquitto else self._trial()

    def as_user(self, user: str) -> Broker:
        """Where it is, and how this user signs in."""
        if not self.guards_topics:
            user = TRIAL_USERS.get(user, "cars")
        return Broker("127.0.0.1", self.port, user=user, password=self._password)

    async def start(self) -> None:
        """Return once it accepts connections."""

        async def ready() -> bool:
            return listens(self.port)

        await self.program.start(ready)

    def _with_rights(self, executable: str) -> Program:
        folder, passwords = self._folder, self._folder / "passwords"
        lines = CONFIGURATION.format(port=self.port, folder=folder)
        (folder / "mosquitto.conf").write_text(lines, encoding="utf-8")
        (folder / "rights").write_text(RIGHTS, encoding="utf-8")
        passwords.touch(mode=0o600)
        passwords.write_text("".join(f"{user}:{self._password}\n" for user in self._users), encoding="utf-8")
        hashes = shutil.which("mosquitto_passwd", path=WHERE)
        if hashes is None:
            raise SimulatorError("mosquitto is here, but not mosquitto_passwd, which comes with it")
        subprocess.run([hashes, "-U", passwords], check=True, capture_output=True)  # noqa: S603 - found above
        command = (executable, "-c", str(folder / "mosquitto.conf"))
        return Program("broker", command, log=folder / "broker.log")

    def _trial(self) -> Program:
        folder = self._folder
        command = python("firmware_sim", "broker", "--port", str(self.port), "--users", str(folder / "users"))
        environment = {"KURUMATOMO_MQTT_PASSWORD": self._password}
        return Program("trial broker", command, log=folder / "broker.log", environment=environment)
