"""Client of the server that owns the graph: commands that write send their work to its API.

The request is signed with this user's local key. The multipart form is built here and not by httpx2,
which writes a quotation mark in a file's name as `%22`; the server would store the name like that.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote, urlsplit

import httpx2

from api.config.local_key import known_local_key
from api.config.settings import Settings, is_loopback
from api.web.request_content import safe_file_name
from core.errors import StoreBusy, StoreUnavailable, UnknownRecord, UnreadableFile
from ingest.read.files import REASONS, read_bytes

_SECONDS: Final = 600
_CHUNK: Final = 1 << 16
_DOCUMENTS: Final = "/api/v1/documents"


@dataclass(frozen=True, slots=True)
class Server:
    """A server on this machine that has the graph open, and the key that it created for this user."""

    host: str
    port: int
    secret: str = field(repr=False)

    def send(self, path: Path, max_bytes: int) -> list[dict[str, Any]]:
        """Upload a file; the result of each document in it. Raises UnreadableFile where it is refused."""
        name = safe_file_name(path.name)
        boundary = secrets.token_hex(16)
        headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
        try:
            with _opened(path, max_bytes) as file:
                status, answer = self._request("POST", _DOCUMENTS, headers, _form(file, name, boundary))
        except OSError as error:
            reason = REASONS.get(error.errno or 0, f"无法读取：{error.strerror}")
            raise UnreadableFile(str(path), reason) from None
        if status in (400, 413, 422):
            raise UnreadableFile(str(path), str(answer.get("detail")))
        self._check(status, answer)
        items: list[dict[str, Any]] = answer["items"]
        for item in items:
            item["filename"] = str(path) + item["filename"].removeprefix(name)
        return items

    def remove(self, document: str) -> int:
        """Remove a document; the number of tasks that went with it. Raises UnknownRecord."""
        where = f"{_DOCUMENTS}/{quote(document, safe='')}"
        status, answer = self._request("DELETE", where, {"if-match": "*"})
        if status == 404:
            raise UnknownRecord("Document", document)
        self._check(status, answer)
        return int(answer["diff"]["went"])

    def _check(self, status: int, answer: dict[str, Any]) -> None:
        if status != 200:
            raise StoreUnavailable(f"服务器 {self._address()} 没有接受（{status}）：{answer.get('detail')}")

    def _address(self) -> str:
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    def _request(
        self, method: str, path: str, headers: dict[str, str], content: Iterator[bytes] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """The status and the JSON object of the answer. Raises StoreUnavailable."""
        signed = {**headers, "authorization": f"Bearer {self.secret}"}
        try:
            # The environment's proxy must not see a request to this machine.
            with httpx2.Client(base_url=self._address(), timeout=_SECONDS, trust_env=False) as client:
                response = client.request(method, path, headers=signed, content=content)
                answer = response.json()
        except (httpx2.HTTPError, ValueError):
            raise StoreUnavailable(
                f"服务器 {self._address()} 没有应答；请查看它的日志，或先停止它再试"
            ) from None
        return response.status_code, answer if isinstance(answer, dict) else {}


def server_beside(busy: StoreBusy, settings: Settings) -> Server:
    """The server that owns the graph. Raises `busy` where it is none, not on this machine or not ours."""
    address = urlsplit(busy.address or "")
    secret = known_local_key(settings.store)
    if not address.hostname or not address.port or not is_loopback(address.hostname) or secret is None:
        raise busy
    return Server(address.hostname, address.port, secret)


def _opened(path: Path, max_bytes: int) -> IO[bytes]:
    if path.is_file():
        return path.open("rb")
    return io.BytesIO(read_bytes(path, max_bytes))  # a pipe can be read but once


def _form(file: IO[bytes], name: str, boundary: str) -> Iterator[bytes]:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    yield f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="{quoted}"\r\n\r\n'.encode()
    while chunk := file.read(_CHUNK):
        yield chunk
    yield f"\r\n--{boundary}--\r\n".encode()
