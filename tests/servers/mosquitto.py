"""A real Mosquitto with a user, a password, persistence, a lossless queue, and TLS where one asks for it."""

import shutil
import signal
import subprocess
from pathlib import Path

from tests.servers.parts import free_port, listens, missing, wait_until

USER, PASSWORD = "fleet", "only-on-loopback"

CONFIGURATION = """\
listener {port} 127.0.0.1
allow_anonymous false
password_file {folder}/passwords
persistence true
persistence_location {folder}/
autosave_interval 1
max_queued_messages 0
max_inflight_messages 1000
max_packet_size 65536
user root
log_type error
log_type warning
"""
TLS = """\
certfile {}
keyfile {}
"""


class Mosquitto:
    """One broker on loopback; `stop`, `start` and `restart` keep its port and what it has stored."""

    def __init__(self, folder: Path, *, certificate: tuple[Path, Path] | None = None) -> None:
        """With a certificate and its key it speaks TLS, and nothing else."""
        executable = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin:/usr/bin")
        if executable is None:
            missing("Mosquitto", install="apt install mosquitto")
        self.host, self.port = "127.0.0.1", free_port()
        self.user, self.password = USER, PASSWORD
        self._tls = certificate and TLS.format(*certificate)
        self.url = f"{'mqtts' if certificate else 'mqtt'}://{USER}:{PASSWORD}@{self.host}:{self.port}"
        self._folder, self._executable = folder, executable
        self._process: subprocess.Popen[bytes] | None = None
        self._write_configuration()

    def _write_configuration(self) -> None:
        configuration = CONFIGURATION.format(port=self.port, folder=self._folder) + (self._tls or "")
        (self._folder / "mosquitto.conf").write_text(configuration, encoding="utf-8")
        passwords = self._folder / "passwords"
        subprocess.run(
            ["mosquitto_passwd", "-b", "-c", passwords, USER, PASSWORD], check=True, capture_output=True
        )

    def start(self) -> None:
        """Return once the broker accepts connections."""
        with (self._folder / "mosquitto.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._executable, "-c", self._folder / "mosquitto.conf"], stdout=log, stderr=log
            )
        wait_until(lambda: listens(self.port), what="Mosquitto listens")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the broker; SIGTERM lets it write its store, SIGKILL does not."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(20)
            self._process = None

    def restart(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop and start again, with the same port and store."""
        self.stop(how)
        self.start()
