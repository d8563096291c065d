"""Exports, shared by the command and the route: the selected tasks, and the file name."""

from __future__ import annotations

import re
from typing import Final

from api.models.parameters import ExportParameters
from api.service.snapshot import Snapshot
from api.service.tasks import task_filters
from graph.exports.catalogue import Export
from graph.exports.source import Source

_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_MOST_NAME: Final = 60


def source_of(parameters: ExportParameters, snapshot: Snapshot) -> Source:
    """The tasks that the filters leave. Raises BadParameter for a name that means nothing or several."""
    return Source(snapshot.store, task_filters(snapshot, parameters.selection()))


def file_name(export: Export, parameters: ExportParameters) -> str:
    """A name that says what is in the file, for any file system: 任务台账-2024-澜宁市.xlsx."""
    chosen = parameters.selection()
    parts = [*chosen.year, *chosen.region, chosen.agency, *chosen.campaign, chosen.q]
    stem = "-".join(str(part) for part in (export.words, *parts) if part is not None)
    return f"{_NOT_IN_NAMES.sub('', stem)[:_MOST_NAME].strip(' .')}.{export.format}"
