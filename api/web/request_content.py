"""Request content read within limits; what exceeds them is refused while it arrives.

Files go to temporary files as they come, beyond a megabyte each to the disk; whoever reads them
closes them, which removes them.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, Headers
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from api.web.refusals import MalformedContent, TooLarge, WrongMediaType

_MOST_FIELDS: Final = 10
_MOST_FIELD_BYTES: Final = 100_000
_MOST_NAME: Final = 200
_CHARSETS: Final = ("utf-8", "utf-16", "ascii", "gb2312", "gbk", "gb18030", "big5")
_NAMELESS: Final = "未命名文件"


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """The most that one request may send."""

    bytes: int
    files: int


def media_type(request: Request) -> tuple[str, str | None]:
    """The media type and charset of the content. Raises WrongMediaType for another charset than _CHARSETS."""
    content_type, options = parse_options_header(request.headers.get("content-type", ""))
    charset = options.get(b"charset")
    if charset is None:
        return content_type.decode("latin-1").lower(), None
    try:
        name = codecs.lookup(charset.decode("latin-1")).name
    except LookupError:
        name = ""
    if name not in _CHARSETS:
        raise WrongMediaType(f"字符编码只能是 {'、'.join(_CHARSETS)}，请改用 utf-8")
    return content_type.decode("latin-1").lower(), name


async def read_form(request: Request, limits: UploadLimits) -> FormData:
    """The parts of multipart content; files are UploadFile, and closed with the form.

    Raises TooLarge and MalformedContent; what arrived by then is removed.
    """
    headers = Headers({"content-type": request.headers["content-type"]})
    parser = _Parser(
        headers,
        _within(request, limits.bytes),
        max_files=limits.files,
        max_fields=_MOST_FIELDS,
        max_part_size=_MOST_FIELD_BYTES,
    )
    try:
        form = await parser.parse()
        parser.check_end()
        return form
    except MultiPartException as error:
        if error.message.startswith("Too many"):
            raise TooLarge(f"一次最多 {limits.files} 个文件、{_MOST_FIELDS} 个其他字段；请分几次") from None
        if error.message.startswith("Part exceeded"):
            raise TooLarge(f"不是文件的字段最多 {_MOST_FIELD_BYTES} 字节") from None
        raise MalformedContent("正文不是完整的 multipart/form-data") from None


class _Parser(MultiPartParser):
    """Starlette's parser, which accepts content without an end, and then forgets its open file."""

    _ended = False

    def on_end(self) -> None:
        self._ended = True

    def check_end(self) -> None:
        """Raise MultiPartException, and remove what arrived, unless the last boundary was there."""
        if not self._ended:
            for file in self._files_to_close_on_error:
                file.close()
            raise MultiPartException("no end")


async def read_content(request: Request, most: int) -> bytes:
    """Content that fits into memory. Raises TooLarge and MalformedContent."""
    return b"".join([chunk async for chunk in _within(request, most)])


def safe_file_name(name: str | None) -> str:
    """A file's name that is safe to store and show: no folders, no control characters, 200 characters."""
    name = (name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    name = name.strip()
    if name.strip(". ") == "":
        return _NAMELESS
    stem, dot, ending = name.rpartition(".")
    if len(name) > _MOST_NAME and dot and len(ending) <= 10:
        return stem[: _MOST_NAME - 1 - len(ending)] + dot + ending
    return name[:_MOST_NAME]


async def _within(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The content in chunks. One that declares itself too large is refused before a byte is read."""
    over = f"请求正文超过上限 {most} 字节；请分几次上传，或调大设置 DUTYGRAPH_MAX_UPLOAD_BYTES"
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdecimal() and int(declared[:20]) > most:
        raise TooLarge(over)
    come = 0
    try:
        async for chunk in request.stream():
            come += len(chunk)
            if come > most:
                raise TooLarge(over)
            yield chunk
    except ClientDisconnect:
        raise MalformedContent("正文没有传完") from None
