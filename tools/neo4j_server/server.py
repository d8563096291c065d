"""A Neo4j server in a folder of its own: start, stop, kill, start again."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tools.neo4j_server import keeper
from tools.neo4j_server.jars import jars
from tools.neo4j_server.java import find_java
from tools.neo4j_server.release import Release, chosen_release
from tools.neo4j_server.unavailable import Neo4jUnavailable

HOST = "127.0.0.1"
USER = "neo4j"
START_LIMIT = 300  # seconds; 7 to 20 are usual, more than 50 were seen on a busy machine
STOP_LIMIT = 60  # seconds
TRIES = 5  # other ports, where one is taken between looking and listening
TAKEN = "Address already in use"

# Below the ports that systems give to outgoing connections: a client that tries to connect while the
# server is down could otherwise be given the server's own port, and find itself connected to itself.
PORTS = range(20_000, 32_000)

CONFIGURATION = """\
server.bolt.listen_address={host}:{bolt}
server.bolt.advertised_address={host}:{bolt}
server.http.listen_address={host}:{http}
server.http.advertised_address={host}:{http}
server.https.enabled=false
server.memory.pagecache.size={page_cache}
dbms.security.auth_enabled={auth}
dbms.usage_report.enabled=false
db.logs.query.enabled=OFF
db.tx_log.preallocate=false
server.config.strict_validation.enabled=true
{of_the_release}
"""

# What the server's own start script gives to Java.
JAVA_OPTIONS = (
    "-XX:+ExitOnOutOfMemoryError",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
)


# Of the processor time that a start takes, the better compiler takes more than half; after some minutes
# of work it has paid for itself.
SMALL = ("-XX:+UseSerialGC",)
QUICK = (*SMALL, "-XX:TieredStopAtLevel=1")


@dataclass(frozen=True)
class Login:
    """What a client needs: the Bolt address, the user's name and password."""

    uri: str
    user: str
    password: str


class Server:
    """A server of Neo4j's community edition, on loopback ports that stay the same while it lives.

    `home` is the folder of its data, kept; without one a temporary folder, deleted by `close`.
    `release` is the one that NEO4J_VERSION names, unless given. `heap` and `page_cache` are sizes
    as Java and Neo4j write them. Without `auth` any name and password do. The password is made at
    the first start in a folder, and kept there. `options` are further ones for Java: SMALL suits a
    server that works long beside others, QUICK one that starts in half the time and is slower at its
    work later; neither is for measuring.

    `start` raises Neo4jUnavailable where there is no Java, or the jars cannot be downloaded.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        release: Release | None = None,
        heap: str = "512m",
        page_cache: str = "256m",
        auth: bool = True,
        options: Sequence[str] = (),
    ) -> None:
        if os.name != "posix":
            raise Neo4jUnavailable("Neo4j is started here on Linux and macOS only")
        self.release = release or chosen_release()
        self._temporary = home is None
        self.home = Path(tempfile.mkdtemp(prefix="neo4j-")) if home is None else home.absolute()
        self._heap = heap
        self._page_cache = page_cache
        self._auth = auth
        self._options = options
        self._ports: tuple[int, int] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """The Bolt address, once started: the same after a restart."""
        return f"bolt://{HOST}:{self._used_ports()[0]}"

    @property
    def http(self) -> str:
        """The address of the HTTP connector, with a slash at its end."""
        return f"http://{HOST}:{self._used_ports()[1]}/"

    @property
    def user(self) -> str:
        """The name of the only user."""
        return USER

    @property
    def password(self) -> str:
        """The user's password, once started."""
        return self._password_file.read_text("utf-8")

    @property
    def login(self) -> Login:
        """Address, name and password together."""
        return Login(self.uri, self.user, self.password)

    @property
    def console(self) -> Path:
        """What the server has said since its last start."""
        return self.home / "console.log"

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> Server:
        """Start the server and wait until it answers. Raises RuntimeError where it does not."""
        if self.running:
            raise RuntimeError("the server is running")
        command = self._java()
        ports = self._ports
        if not self._password_file.exists():
            self._set_password()
        for attempt in range(1, TRIES + 1):
            self._ports = ports or _free_ports()
            self._configure()
            self._launch(command)
            try:
                self._await_answer()
                return self
            except RuntimeError as error:
                self.kill()
                if ports or TAKEN not in str(error) or attempt == TRIES:
                    self._ports = ports
                    raise
        raise AssertionError("the loop returns or raises")

    def stop(self) -> None:
        """Stop it as an operator would; nothing where it is not running."""
        if self._process is not None and self.running:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def kill(self) -> None:
        """End it at once, as a crash of the machine would; what was committed is kept."""
        if self._process is not None and self.running:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def restart(self) -> None:
        """Stop it where it runs, and start it with the same data on the same ports."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop it, and delete a temporary folder."""
        self.stop()
        if self._temporary:
            shutil.rmtree(self.home, ignore_errors=True)

    def admin(self, *arguments: str, folder: Path | None = None) -> str:
        """What neo4j-admin prints: `admin("database", "import", "full", "neo4j", …)`.

        It runs in the folder, or in the server's own. For a server that does not run. Raises
        RuntimeError with its words where it fails.
        """
        if self.running:
            raise RuntimeError("the server is running")
        command = [*self._java(), "org.neo4j.cli.AdminTool", *arguments]
        self._configure()
        done = subprocess.run(
            command,
            env=os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self._conf)},
            cwd=folder or self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"neo4j-admin {' '.join(arguments[:2])}: {done.stdout}{done.stderr}")
        return done.stdout

    def __enter__(self) -> Server:
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _conf(self) -> Path:
        return self.home / "conf"

    @property
    def _password_file(self) -> Path:
        return self.home / "password"

    def _used_ports(self) -> tuple[int, int]:
        if self._ports is None:
            raise RuntimeError("the server was not started")
        return self._ports

    def _java(self) -> list[str]:
        """The command, up to the class."""
        java = find_java(self.release)
        memory = [f"-Xms{self._heap}", f"-Xmx{self._heap}"]
        return [str(java), *memory, *self._options, *JAVA_OPTIONS, "-cp", f"{jars(self.release)}/*"]

    def _configure(self) -> None:
        bolt, http = self._ports or (7687, 7474)
        self._conf.mkdir(parents=True, exist_ok=True)
        text = CONFIGURATION.format(
            host=HOST,
            bolt=bolt,
            http=http,
            page_cache=self._page_cache,
            auth=str(self._auth).lower(),
            of_the_release=self.release.configuration,
        )
        (self._conf / "neo4j.conf").write_text(text, "utf-8")

    def _set_password(self) -> None:
        password = secrets.token_hex(12)
        self.admin("dbms", "set-initial-password", password)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(password, "utf-8")

    def _launch(self, java: list[str]) -> None:
        keep = [sys.executable, "-I", "-S", keeper.__file__, str(os.getpid())]
        server = [self.release.main_class, f"--home-dir={self.home}", f"--config-dir={self._conf}"]
        with self.console.open("wb") as console:
            self._process = subprocess.Popen(
                [*keep, *java, *server, "--console-mode"],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _await_answer(self) -> None:
        until = time.monotonic() + START_LIMIT
        while time.monotonic() < until:
            if not self.running:
                raise RuntimeError(f"Neo4j {self.release.version} ended: {self._last_words()}")
            if " Started." in self.console.read_text("utf-8", "replace") and _speaks_bolt(
                self._used_ports()[0]
            ):
                return
            time.sleep(0.1)
        raise RuntimeError(
            f"Neo4j {self.release.version}: no answer in {START_LIMIT} s: {self._last_words()}"
        )

    def _last_words(self) -> str:
        return self.console.read_text("utf-8", "replace").strip()[-3000:]


def _free_ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    ports: list[int] = []
    while len(ports) < 2:
        port = random.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        if port not in ports:
            ports.append(port)
    return ports[0], ports[1]


def _speaks_bolt(port: int) -> bool:
    """Whether a Bolt handshake is answered with a version."""
    try:
        with socket.create_connection((HOST, port), timeout=5) as connection:
            # The magic word, then four proposals: 5.0 to 5.8, 4.4, and two empty ones.
            connection.sendall(bytes.fromhex("6060b01700080805000004040000000000000000"))
            return any(connection.recv(4))
    except OSError:
        return False
