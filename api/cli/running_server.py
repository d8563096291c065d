"""Writing beside a server that owns the graph: the work is sent to its API, with this user's local key."""

from __future__ import annotations

import http.client
import io
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote, urlsplit

from api.config.local_key import known_local_key
from api.config.settings import Settings, is_loopback
from api.web.request_body import own_name
from core.errors import StoreBusy, StoreUnavailable, UnknownRecord, UnreadableFile
from ingest.read.files import REASONS, read_bytes

_SECONDS: Final = 600
_PIECE: Final = 1 << 16
_DOCUMENTS: Final = "/api/v1/documents"


@dataclass(frozen=True, slots=True)
class Server:
    """A server on this machine that has the graph open, and the key that it made for this user."""

    host: str
    port: int
    secret: str = field(repr=False)

    def send(self, path: Path, max_bytes: int) -> list[dict[str, Any]]:
        """What became of each document of the file. Raises UnreadableFile where it is not taken."""
        name = own_name(path.name)
        try:
            with _opened(path, max_bytes) as file:
                boundary = secrets.token_hex(16)
                kind = {"content-type": f"multipart/form-data; boundary={boundary}"}
                status, said = self._ask("POST", _DOCUMENTS, kind, _form(file, name, boundary))
        except OSError as error:
            reason = REASONS.get(error.errno or 0, f"无法读取：{error.strerror}")
            raise UnreadableFile(str(path), reason) from None
        if status in (400, 413, 422):
            raise UnreadableFile(str(path), str(said.get("detail")))
        self._check(status, said)
        items: list[dict[str, Any]] = said["items"]
        for item in items:
            item["filename"] = str(path) + item["filename"].removeprefix(name)
        return items

    def remove(self, document: str) -> int:
        """How many tasks went with the document. Raises UnknownRecord."""
        where = f"{_DOCUMENTS}/{quote(document, safe='')}"
        status, said = self._ask("DELETE", where, {"if-match": "*"}, None)
        if status == 404:
            raise UnknownRecord("Document", document)
        self._check(status, said)
        return int(said["diff"]["went"])

    def _check(self, status: int, said: Mapping[str, Any]) -> None:
        if status != 200:
            raise StoreUnavailable(f"服务器 {self._address()} 没有接受（{status}）：{said.get('detail')}")

    def _address(self) -> str:
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Iterator[bytes] | None
    ) -> tuple[int, dict[str, Any]]:
        # Not by urllib, which would take a proxy of the environment.
        connection = http.client.HTTPConnection(self.host, self.port, timeout=_SECONDS)
        try:
            connection.connect()
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # refused while it was sent: the answer says why
                connection.request(
                    method,
                    path,
                    body,
                    {**headers, "authorization": f"Bearer {self.secret}"},
                    encode_chunked=body is not None,
                )
            answer = connection.getresponse()
            said = json.loads(answer.read())
            return answer.status, said if isinstance(said, dict) else {}
        except (OSError, http.client.HTTPException, ValueError):
            raise StoreUnavailable(
                f"服务器 {self._address()} 没有应答；请查看它的日志，或先停止它再试"
            ) from None
        finally:
            connection.close()


def server_beside(busy: StoreBusy, settings: Settings) -> Server:
    """The server that owns the graph. Raises `busy` where it is none, not on this machine or not ours."""
    place = urlsplit(busy.address or "")
    secret = known_local_key(settings.store)
    if not place.hostname or not place.port or not is_loopback(place.hostname) or secret is None:
        raise busy
    return Server(place.hostname, place.port, secret)


def _opened(path: Path, max_bytes: int) -> IO[bytes]:
    if path.is_file():
        return path.open("rb")
    return io.BytesIO(read_bytes(path, max_bytes))  # a pipe can be read but once


def _form(file: IO[bytes], name: str, boundary: str) -> Iterator[bytes]:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    yield f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="{quoted}"\r\n\r\n'.encode()
    while piece := file.read(_PIECE):
        yield piece
    yield f"\r\n--{boundary}--\r\n".encode()
