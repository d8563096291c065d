"""A name by itself to the agencies that it may mean, with a score and a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from api.models.resolution import Match
from api.questions.agencies import find_agencies, full_name
from api.questions.directory import Agency, Directory, Region
from core.folding import normalize

_MOST: Final = 20
_NEAR: Final = 60
_CERTAIN: Final = "与图中的写法一致"
_PLACED: Final = "按所说的地区理解"
_LIKE: Final = "名称相近，请核对"


def resolve(directory: Directory, name: str, within: Sequence[Region]) -> list[Match]:
    """The agencies that the name may mean, at most twenty, the best first.

    An agency of that very spelling scores 100; one that something was assumed for, 95 at most, by how
    like its spelling is; where none is found so, those alike by 60 or more, up to 90.
    """
    folded = normalize(name)
    match = find_agencies(directory, folded, within) if folded else None
    if match is None:
        return _ranked(_alike(directory, folded), within)
    why = {assumption.read_as: assumption.why for assumption in match.assumptions}
    return _ranked([_assumed(agency, folded, why) for agency in match.agencies], within)


def _assumed(agency: Agency, folded: str, why: Mapping[str, str]) -> Match:
    from rapidfuzz import fuzz

    if folded in agency.spellings:
        return _match(agency, 100, _CERTAIN)
    alike = max(fuzz.ratio(folded, spelling) for spelling in agency.spellings)
    return _match(agency, 50 + int(alike * 45 / 100), why.get(full_name(agency), _PLACED))


def _alike(directory: Directory, folded: str) -> list[Match]:
    from rapidfuzz import fuzz, process

    spelled = sorted({spelling for agency in directory.agencies for spelling in agency.spellings})
    near = process.extract(folded, spelled, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_MOST)
    agencies: dict[str, tuple[Agency, float]] = {}
    for spelling, score, _ in near:
        for agency in directory.named(spelling):
            agencies.setdefault(agency.id, (agency, score))
    return [_match(agency, min(90, int(score)), _LIKE) for agency, score in agencies.values()]


def _ranked(matches: list[Match], within: Sequence[Region]) -> list[Match]:
    near = {region.id for region in within}
    ranked = sorted(
        matches, key=lambda match: (-match.score, match.region_id not in near, match.region, match.agency_id)
    )
    return ranked[:_MOST]


def _match(agency: Agency, score: int, reason: str) -> Match:
    return Match(
        agency_id=agency.id,
        agency=agency.name,
        region_id=agency.region,
        region=agency.region_name,
        score=score,
        reason=reason,
    )
