"""A name by itself to the bodies that it may mean, with a score and a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from api.models.resolution import Match
from api.questions.agencies import find_bodies, full_name
from api.questions.directory import Body, Directory, Place
from core.folding import normalize

_MOST: Final = 20
_NEAR: Final = 60
_CERTAIN: Final = "与图中的写法一致"
_PLACED: Final = "按所说的地区理解"
_LIKE: Final = "名称相近，请核对"


def resolve(directory: Directory, name: str, within: Sequence[Place]) -> list[Match]:
    """The bodies that the name may mean, at most twenty, the best first.

    A body of that very spelling scores 100; one that something was assumed for, 95 at most, by how
    like its spelling is; where none is found so, those alike by 60 or more, up to 90.
    """
    said = normalize(name)
    found = find_bodies(directory, said, within) if said else None
    if found is None:
        return _ranked(_alike(directory, said), within)
    why = {assumption.read_as: assumption.why for assumption in found.assumptions}
    return _ranked([_assumed(body, said, why) for body in found.bodies], within)


def _assumed(body: Body, said: str, why: Mapping[str, str]) -> Match:
    from rapidfuzz import fuzz

    if said in body.spellings:
        return _match(body, 100, _CERTAIN)
    alike = max(fuzz.ratio(said, spelling) for spelling in body.spellings)
    return _match(body, 50 + int(alike * 45 / 100), why.get(full_name(body), _PLACED))


def _alike(directory: Directory, said: str) -> list[Match]:
    from rapidfuzz import fuzz, process

    spelled = sorted({spelling for body in directory.bodies for spelling in body.spellings})
    near = process.extract(said, spelled, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_MOST)
    bodies: dict[str, tuple[Body, float]] = {}
    for spelling, score, _ in near:
        for body in directory.named(spelling):
            bodies.setdefault(body.id, (body, score))
    return [_match(body, min(90, int(score)), _LIKE) for body, score in bodies.values()]


def _ranked(matches: list[Match], within: Sequence[Place]) -> list[Match]:
    near = {place.id for place in within}
    ranked = sorted(
        matches, key=lambda match: (-match.score, match.region_id not in near, match.region, match.agency_id)
    )
    return ranked[:_MOST]


def _match(body: Body, score: int, reason: str) -> Match:
    return Match(
        agency_id=body.id,
        agency=body.name,
        region_id=body.region,
        region=body.region_name,
        score=score,
        reason=reason,
    )
