"""Plain text: which encoding, and what to do with a damaged one.

The detector is charset-normalizer, held to the encodings that Chinese offices write; left free it
calls short GBK texts Korean.
"""

from __future__ import annotations

import codecs
import re

from ingest.read.errors import Unreadable

ENCODINGS = ["utf_8", "gb18030", "utf_16", "utf_16_le", "utf_16_be", "utf_32"]
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
HAN = re.compile("[\u3400-\u9fff]")
ADVICE = "请另存为 UTF-8 纯文本（.txt）后再试"


BY_PAIRS = "dutygraph.replace_pair"


def _replace_pair(error: UnicodeError) -> tuple[str, int]:
    """Gives up a damaged byte with its neighbour: alone, it would shift every pair of bytes behind it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\ufffd", min(error.start + 2, len(error.object))


codecs.register_error(BY_PAIRS, _replace_pair)


def decode(raw: bytes) -> tuple[str, str | None]:
    """The text of a plain-text file, and a warning where some bytes of it were damaged.

    Reads UTF-8 and UTF-16 with and without byte order mark, GB18030 (so GBK and GB 2312) and
    UTF-32. Where no encoding reads every byte, the one that loses fewest characters is taken,
    each lost one becoming U+FFFD. Raises Unreadable for an empty file, for binary data, and where too
    much would be lost.
    """
    if not raw.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("文件是空的，没有可读的文字")
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            try:
                return _checked(raw.decode(encoding)), None
            except UnicodeDecodeError:
                return _repaired(raw, (encoding,))
    try:
        # Strict UTF-8 cannot be met by chance in a text with Chinese characters.
        return _checked(raw.decode("utf-8")), None
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes  # slow to import, and most files are UTF-8

    best = from_bytes(raw, cp_isolation=ENCODINGS).best()
    if best is not None:
        return _checked(str(best)), None
    return _repaired(raw, ("utf-8", "gb18030"))


def _checked(text: str) -> str:
    text = text.removeprefix("\ufeff")
    if len(CONTROL.findall(text)) > max(2, len(text) // 200):
        raise Unreadable(f"内容是二进制数据，不是文字；{ADVICE}")
    if not text.strip("\x00\ufeff \t\r\n\u3000"):
        raise Unreadable("文件是空的，没有可读的文字")
    return text


def _repaired(raw: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    candidates = [
        raw.decode(encoding, errors=BY_PAIRS if encoding == "gb18030" else "replace")
        for encoding in encodings
    ]
    text = min(candidates, key=lambda candidate: candidate.count("\ufffd"))
    lost = text.count("\ufffd")
    if lost > len(text) // 50 or len(HAN.findall(text)) < lost:
        raise Unreadable(f"无法识别文字编码；{ADVICE}")
    return _checked(text), f"文件中有 {lost} 处字节损坏，以“\ufffd”代替，请核对原件"
