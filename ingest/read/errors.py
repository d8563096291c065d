"""Why a file cannot be read, as a sentence that says what to do."""

from __future__ import annotations


def over_limit(size: int, most: int) -> str:
    """That a file is larger than the setting allows, both in bytes."""
    return f"文件有 {_bytes(size)}，超过上限 {_bytes(most)}；如确需导入，请调大设置 DUTYGRAPH_MAX_FILE_BYTES"


def _bytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count} 字节"


class Unreadable(Exception):
    """The bytes are nothing that this reader can read; the message says why and what to do."""
