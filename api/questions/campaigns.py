"""From the words of a question to campaigns of the graph, with the edition that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from api.questions.directory import Directory, Operation, Place

KIND: Final = (
    "(?:专项行动|专项整治行动|集中整治行动|集中行动|整治行动|专项整治|专项治理|治理行动|主题活动|行动|工程)"
)
_SAID: Final = re.compile(
    r"(?P<before>(?:19|20)\d\d|第[\d一二三四五六七八九十]+次)?(?P<name>.+?)-?(?P<after>(?:19|20)\d\d)?"
    rf"{KIND}?(?: campaign)?"
)
_ONE_OF_MANY: Final = re.compile(rf"[\u3400-\u9fff\d]{{2,14}}{KIND}")


@dataclass(frozen=True, slots=True)
class Named:
    """Campaigns of one name, the edition that is said, and the places whose tasks are meant."""

    operations: tuple[Operation, ...]
    edition: str | None = None
    places: tuple[Place, ...] = ()


def find_campaigns(directory: Directory, said: str) -> Named | None:
    """The campaigns meant by the folded words, 剑网2024专项行动 or 云州市的剑网行动 among them."""
    exact = _called(directory, said)
    if exact:
        return Named(exact)
    parts = _SAID.fullmatch(said)
    if parts is not None:
        name, edition = parts["name"], parts["before"] or parts["after"]
        for spelling in (name, said.removesuffix(edition or "")):
            named = _called(directory, spelling)
            if named:
                return Named(named, edition)
    for prefix, places in directory.places_in(said):
        rest = said.removeprefix(prefix).removeprefix("的")
        if said.startswith(prefix) and len(rest) > 1:
            found = find_campaigns(directory, rest)
            if found is not None:
                return Named(found.operations, found.edition, found.places or places)
    return None


def looks_like_campaign(said: str) -> bool:
    """Whether words that name no campaign of the graph are at least the name of one."""
    return bool(_ONE_OF_MANY.fullmatch(said))


def _called(directory: Directory, spelling: str) -> tuple[Operation, ...]:
    """Those of the name; 清风 means 清风（出口商品） and 清风（野生动物） alike."""
    return tuple(operation for operation in directory.operations if spelling in operation.names)
