"""From the words of a question to campaigns of the graph, with the edition that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from api.questions.directory import Campaign, Directory, Region

KIND: Final = (
    "(?:专项行动|专项整治行动|集中整治行动|集中行动|整治行动|专项整治|专项治理|治理行动|主题活动|行动|工程)"
)
_WITH_EDITION: Final = re.compile(
    r"(?P<before>(?:19|20)\d\d|第[\d一二三四五六七八九十]+次)?(?P<name>.+?)-?(?P<after>(?:19|20)\d\d)?"
    rf"{KIND}?(?: campaign)?"
)
_UNNAMED: Final = re.compile(rf"[\u3400-\u9fff\d]{{2,14}}{KIND}")


@dataclass(frozen=True, slots=True)
class CampaignMatch:
    """Campaigns of one name, the edition that is said, and the regions whose tasks are meant."""

    campaigns: tuple[Campaign, ...]
    edition: str | None = None
    regions: tuple[Region, ...] = ()


def find_campaigns(directory: Directory, phrase: str) -> CampaignMatch | None:
    """The campaigns meant by the folded words, 剑网2024专项行动 or 云州市的剑网行动 among them."""
    exact = _called(directory, phrase)
    if exact:
        return CampaignMatch(exact)
    parts = _WITH_EDITION.fullmatch(phrase)
    if parts is not None:
        name, edition = parts["name"], parts["before"] or parts["after"]
        for spelling in (name, phrase.removesuffix(edition or "")):
            named = _called(directory, spelling)
            if named:
                return CampaignMatch(named, edition)
    for prefix, regions in directory.regions_in(phrase):
        rest = phrase.removeprefix(prefix).removeprefix("的")
        if phrase.startswith(prefix) and len(rest) > 1:
            match = find_campaigns(directory, rest)
            if match is not None:
                return CampaignMatch(match.campaigns, match.edition, match.regions or regions)
    return None


def looks_like_campaign(phrase: str) -> bool:
    """Whether words that name no campaign of the graph are at least the name of one."""
    return bool(_UNNAMED.fullmatch(phrase))


def _called(directory: Directory, spelling: str) -> tuple[Campaign, ...]:
    """Those of the name; 清风 means 清风（出口商品） and 清风（野生动物） alike."""
    return tuple(campaign for campaign in directory.campaigns if spelling in campaign.names)
