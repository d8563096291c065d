"""Files and folders that the user names, in a stable order; a clear error for what can't be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.errors import UnreadableFile

READABLE = (".txt", ".text", ".md")


def find_files(paths: Sequence[Path]) -> Iterator[Path | UnreadableFile]:
    """The files among `paths` and in folders among them, folders in order of their names.

    A file named by the user comes whatever its ending; of a folder only text files do, at any
    depth, hidden ones left out. What is missing, and a folder that holds nothing to read, comes
    as the error, in its place, so that the rest of the batch goes on.
    """
    for path in paths:
        try:
            if path.is_dir():
                inside = sorted(
                    file
                    for file in path.rglob("*")
                    if file.suffix.lower() in READABLE
                    and file.is_file()
                    and not any(part.startswith(".") for part in file.relative_to(path).parts)
                )
                if not inside:
                    yield UnreadableFile(str(path), f"文件夹里没有可读的文件（{'、'.join(READABLE)}）")
                yield from inside
            elif path.exists():
                yield path
            else:
                yield UnreadableFile(str(path), "没有这个文件或文件夹，请检查路径")
        except OSError as error:
            yield UnreadableFile(str(path), f"无法访问：{error.strerror}")


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The file's bytes; a file over the limit is refused before it is read."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise UnreadableFile(
                str(path),
                f"文件有 {size / 1e6:.1f} MB，超过上限 {max_bytes / 1e6:.1f} MB；"
                "如确需导入，请调大设置 DUTYGRAPH_MAX_FILE_BYTES",
            )
        return path.read_bytes()
    except OSError as error:
        reason = {2: "没有这个文件，请检查路径", 13: "没有读取权限", 21: "这是文件夹，不是文件"}
        raise UnreadableFile(str(path), reason.get(error.errno or 0, f"无法读取：{error.strerror}")) from None
