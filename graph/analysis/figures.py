"""Figures: Chinese fonts that render, and under each figure the id of the graph that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import BadSetting
from graph.analysis.tables import CAVEAT_WORDS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONTS: Final = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
    *("SimHei", "Microsoft YaHei", "PingFang SC", "Heiti SC"),
)
"""Fonts with Chinese characters, the first that is installed is taken."""


def use_chinese_fonts() -> str:
    """Set a Chinese font in matplotlib and return its name. Raises BadSetting where there is none."""
    from matplotlib import font_manager, rcParams

    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    available = [name for name in FONTS if name in installed]
    if not available:
        raise BadSetting(
            "没有能显示中文的字体；请安装 fonts-noto-cjk（Debian、Ubuntu）或其他中文字体，"
            "再删除 matplotlib 的字体缓存"
        )
    rcParams["font.sans-serif"] = [*available, *rcParams["font.sans-serif"]]
    rcParams["axes.unicode_minus"] = False
    return available[0]


def stamp(figure: Figure, freeze: str) -> Figure:
    """Write the id of the freeze and what the figures are to be read with under a figure."""
    figure.text(0.01, -0.02, f"冻结编号 {freeze}。{CAVEAT_WORDS}", fontsize=7, color="dimgray", va="top")
    return figure
