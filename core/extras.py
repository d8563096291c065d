"""Optional dependencies: what an extra of the package installs, asked for before any work is done."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from core.errors import MissingExtra

MODULES: Final[dict[str, tuple[str, ...]]] = {
    "analysis": ("pandas",),
    "parquet": ("pyarrow", "pyarrow.parquet"),
}
"""The modules of each extra that the program itself imports."""


def require_extra(extra: str, purpose: str) -> None:
    """Raise MissingExtra unless the modules of the extra can be imported; `purpose` begins its sentence."""
    for module in MODULES[extra]:
        try:
            import_module(module)
        except ImportError:
            raise MissingExtra(purpose, module.partition(".")[0], extra) from None
