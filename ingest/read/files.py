"""What the user names: files, folders and archives, in a stable order; a clear error for the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from core.errors import UnreadableFile
from ingest.read import archive, formats
from ingest.read.detect import LOCK_FILE
from ingest.read.errors import Unreadable, over_limit
from ingest.read.probe import package_of

ZIP = b"PK\x03\x04"
INSIDE = " › "
REASONS = {2: "没有这个文件，请检查路径", 13: "没有读取权限", 21: "这是文件夹，不是文件"}


@dataclass(frozen=True, slots=True)
class Input:
    """A document to be read: `path` as messages name it (工作.zip › 要点.docx), its own name, its bytes."""

    path: str
    name: str
    raw: bytes


def inputs(paths: Sequence[Path], max_bytes: int) -> Iterator[Input | UnreadableFile]:
    """Every document among files, folders and zip archives, one at a time in memory.

    What cannot be read comes as the error, in its place, so that the rest of the batch goes on.
    """
    for path in find_files(paths):
        if isinstance(path, UnreadableFile):
            yield path
            continue
        try:
            if _is_archive(path):
                with path.open("rb") as file:  # the archive as a whole may be larger than any one document
                    yield from _members(file, str(path), max_bytes)
            else:
                yield Input(str(path), path.name, read_bytes(path, max_bytes))
        except UnreadableFile as error:
            yield error
        except Unreadable as error:
            yield UnreadableFile(str(path), str(error))
        except OSError as error:
            yield _failed(path, error)


def inputs_sent(file: IO[bytes], name: str, max_bytes: int) -> Iterator[Input | UnreadableFile]:
    """Every document of a file that is open already: itself, or the files of an archive.

    `name` is its own name, without folders, by which messages call it too.
    """
    try:
        if _is_zip_archive(file):
            yield from _members(file, name, max_bytes)
            return
        file.seek(0)
        raw = file.read(max_bytes + 1)
        if len(raw) > max_bytes:
            raise Unreadable(over_limit(file.seek(0, os.SEEK_END), max_bytes))
        yield Input(name, name, raw)
    except Unreadable as error:
        yield UnreadableFile(name, str(error))


def find_files(paths: Sequence[Path]) -> Iterator[Path | UnreadableFile]:
    """The files among `paths` and in folders among them, folders in order of their names.

    A file named by the user comes whatever its ending; of a folder only documents and archives do,
    at any depth, hidden ones and Word's lock files left out. What is missing, and a folder that
    holds nothing to read, comes as the error, in its place.
    """
    for path in paths:
        try:
            if path.is_dir():
                inside = sorted(
                    file
                    for file in path.rglob("*")
                    if _is_document(file.name)
                    and file.is_file()
                    and not any(part.startswith(".") for part in file.relative_to(path).parts)
                )
                if not inside:
                    kinds = "、".join(formats.EXTENSIONS)
                    yield UnreadableFile(str(path), f"文件夹里没有可读的文件（{kinds}）")
                yield from inside
            elif path.exists():
                yield path
            else:
                yield UnreadableFile(str(path), "没有这个文件或文件夹，请检查路径")
        except OSError as error:
            yield UnreadableFile(str(path), f"无法访问：{error.strerror}")


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The file's bytes; of a file over the limit no more is read than shows that it is."""
    try:
        size = path.stat().st_size
        if size <= max_bytes:
            with path.open("rb") as file:
                raw = file.read(max_bytes + 1)  # it may have grown; a device has no size
            if len(raw) <= max_bytes:
                return raw
            size = len(raw)
    except OSError as error:
        raise _failed(path, error) from None
    raise UnreadableFile(str(path), over_limit(size, max_bytes))


def _failed(path: Path, error: OSError) -> UnreadableFile:
    return UnreadableFile(str(path), REASONS.get(error.errno or 0, f"无法读取：{error.strerror}"))


def _is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in formats.EXTENSIONS and not name.startswith(LOCK_FILE)


def _is_archive(path: Path) -> bool:
    if not path.is_file():
        return False  # a pipe can be read but once
    with path.open("rb") as file:
        return _is_zip_archive(file)


def _is_zip_archive(file: IO[bytes]) -> bool:
    return file.read(len(ZIP)) == ZIP and package_of(archive.names(file)) is None


def _members(file: IO[bytes], path: str, max_bytes: int) -> Iterator[Input | UnreadableFile]:
    for member in archive.members(file, lambda name: _is_document(_base(name)), max_bytes):
        shown = f"{path}{INSIDE}{member.name}"
        if isinstance(member.raw, Unreadable):
            yield UnreadableFile(shown, str(member.raw))
        else:
            yield Input(shown, _base(member.name), member.raw)


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
