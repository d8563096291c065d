"""One filter language: a `Selection` is everything that tasks can be narrowed by, each filter declared once.

From the declaration of a filter, the field of `Selection` that it is, are made the parameters of the
catalogue's statements, the HTTP parameters, the options of the command line, the fields and chips of
pages, the filters of exports and of network views, and the `Scope` of measures.

To add one: a field here, the lines of the statement in `queries/tasks/conditions.part.cypher` (or the
part that it belongs to), and a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any, Final, Self, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl, urlencode

from core.errors import BadParameter
from core.rows import Value
from graph.filters import (
    Breadth,
    Collective,
    Due,
    Filter,
    Leads,
    Subject,
    any_of,
    collective_parameters,
    due_parameters,
    either,
    leads_parameters,
    word_parameters,
)
from graph.labels import BASIS_ALONE, ROLE_ALONE
from graph.records import Basis, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Filters of tasks: different filters are joined by AND, several values of one by OR.

    Names are those of the HTTP parameters. Agencies, regions, campaigns, documents and lines of work are
    names as a user wrote them, or ids once they are resolved (`graph.name_resolution`); `parameters` wants
    ids. Raises BadParameter for bounds that leave nothing.
    """

    q: Annotated[
        str | None,
        Filter(
            "Words that the text holds, parted by blanks; all are meant. Quotes make a phrase; "
            "width and case of letters do not matter.",
            label="文字",
            option=("词", "只要写有这些词的任务，用空格隔开，引号内为词组。"),
            about="tasks",
            parameters=word_parameters,
            measured=False,
            form="文字",
            placeholder="如：知识产权 保护",
            examples=('侵权 "知识产权 保护"',),
        ),
    ] = None
    agency: Annotated[
        str | None,
        Filter(
            "Agency, by id or any of its spellings.",
            label="机构",
            option=("单位", "只要这个单位的任务（名称、简称或编号）。"),
            about="duties",
            form="机构",
            placeholder="名称或简称",
            examples=("市公安局",),
        ),
    ] = None
    role: Annotated[
        tuple[Role, ...],
        Filter(
            "Role of the body.",
            label="责任方式",
            option=(
                "角色",
                "只要这种角色：lead 牵头，assist 责任或配合，joint 共同负责，supervise 督办，assess 考核。",
            ),
            about="duties",
            parameters=any_of("roles"),
            words=ROLE_ALONE,
            most_values=5,
        ),
    ] = ()
    basis: Annotated[
        tuple[Basis, ...],
        Filter(
            "Basis of a lead or assist.",
            label="依据类别",
            option=(
                "依据",
                "只要这种依据：牵头的 named、sole、first，责任或配合的 named、duty、rule。",
            ),
            about="duties",
            parameters=either("basis", "bases"),
            words=BASIS_ALONE,
            most_values=5,
        ),
    ] = ()
    collective: Annotated[
        Collective,
        Filter(
            "Whether bodies that are collectives, such as 各有关部门, count as bodies.",
            label="统称（未点名）",
            option=("统称", "各有关部门之类的统称：include 算作单位（默认），exclude 不算，only 只要它们。"),
            about="duties",
            parameters=collective_parameters,
            words={"exclude": "不含统称", "only": "只看统称", "include": "含统称"},
        ),
    ] = "include"
    year: Annotated[
        tuple[int, ...],
        Filter(
            "Year that the plan is for.",
            label="年度",
            option=("年", "只要这一年度的文件。"),
            about="documents",
            parameters=either("year", "years"),
            form="年度",
            least=1900,
            greatest=2999,
        ),
    ] = ()
    issued_from: Annotated[
        date | None,
        Filter(
            "The document was issued on this day or later.",
            label="成文日期不早于",
            option=("日期", "只要这一天及以后印发的文件。"),
            about="documents",
        ),
    ] = None
    issued_to: Annotated[
        date | None,
        Filter(
            "The document was issued on this day or earlier.",
            label="成文日期不晚于",
            option=("日期", "只要这一天及以前印发的文件。"),
            about="documents",
        ),
    ] = None
    region: Annotated[
        tuple[str, ...],
        Filter(
            "Region, by id, code or full name.",
            label="地区",
            option=("地区", "只要这个地区（名称、代码或编号）。"),
            about="documents",
            parameters=either("region", "regions"),
            form="地区",
            placeholder="全称或代码",
        ),
    ] = ()
    scope: Annotated[
        Breadth,
        Filter(
            "Of `region`: that region alone, or with all that lie in it.",
            label="地区范围",
            option=("范围", "地区：exact 只要本级（默认），subtree 连同下级。"),
            about="documents",
            parameters=lambda _: {},  # resolving puts the regions below into `region`
            words={"subtree": "含下级地区", "exact": "仅本级"},
        ),
    ] = "exact"
    campaign: Annotated[
        tuple[str, ...],
        Filter(
            "Campaign, by id or name.",
            label="专项行动",
            option=("专项行动", "只要这个专项行动（名称或编号）。"),
            about="tasks",
            parameters=either("campaign", "campaigns"),
            form="专项行动",
            placeholder="名称",
        ),
    ] = ()
    edition: Annotated[
        tuple[str, ...],
        Filter(
            "年度/届次 printed with the campaign's name.",
            label="年度/届次",
            option=("届次", "只要专项行动的这一年度或届次。"),
            about="tasks",
            parameters=any_of("editions"),
        ),
    ] = ()
    document: Annotated[
        tuple[str, ...],
        Filter(
            "Document, by id.",
            label="文件",
            option=("文件编号", "只要这个文件，编号由 dutygraph documents 列出。"),
            about="documents",
            parameters=either("document", "documents"),
        ),
    ] = ()
    system: Annotated[
        tuple[str, ...],
        Filter(
            "Line of work (条线) of the body, by id or name.",
            label="条线",
            option=("条线", "只要这个条线的单位。"),
            about="duties",
            parameters=any_of("systems"),
            form="条线",
            placeholder="名称",
        ),
    ] = ()
    due_before: Annotated[
        date | None,
        Filter(
            "The last day of the deadline is this day or earlier.",
            label="完成时限不晚于",
            option=("日期", "只要在这一天及以前到期的任务。"),
            about="tasks",
            measured=False,
            form="完成时限不晚于",
        ),
    ] = None
    due: Annotated[
        Due | None,
        Filter(
            "`none`: without any deadline; `ongoing`: goes on without an end (持续推进).",
            label="完成时限",
            option=("时限", "none 只要没有完成时限的任务，ongoing 只要持续推进的。"),
            about="tasks",
            parameters=due_parameters,
            words={"ongoing": "持续推进", "none": "没有时限"},
            measured=False,
            form="时限情况",
        ),
    ] = None
    leads: Annotated[
        Leads | None,
        Filter(
            "How many bodies lead the task: `none`, `one` or `several`.",
            label="牵头情况",
            option=("几个", "按牵头（含独立负责）的单位数：none 没有，one 一个，several 多个。"),
            about="tasks",
            parameters=leads_parameters,
            words={"none": "没有牵头单位", "one": "一个牵头单位", "several": "多个牵头单位"},
            form="牵头情况",
        ),
    ] = None
    bodies_min: Annotated[
        int | None,
        Filter(
            "The clause names at least so many bodies, each counted once, collectives too.",
            label="单位数不少于",
            option=("个", "只要写明至少这么多个单位的任务，统称也算。"),
            about="tasks",
            form="单位数不少于",
            least=1,
            greatest=1000,
        ),
    ] = None
    bodies_max: Annotated[
        int | None,
        Filter(
            "The clause names at most so many bodies, each counted once, collectives too.",
            label="单位数不多于",
            option=("个", "只要写明至多这么多个单位的任务，统称也算；0 为没有写明单位的。"),
            about="tasks",
            form="单位数不多于",
            least=0,
            greatest=1000,
        ),
    ] = None

    def __post_init__(self) -> None:
        if self.bodies_min is not None and self.bodies_max is not None and self.bodies_min > self.bodies_max:
            raise BadParameter(
                "bodies_min", f"单位数的下限 {self.bodies_min} 大于上限 {self.bodies_max}（bodies_max）"
            )

    @classmethod
    def of_values(cls, values: Mapping[str, object]) -> Self:
        """The selection of these values by name; lists become tuples, None is not given.

        Raises BadParameter for a name that is no filter.
        """
        _check_names(values)
        by_name: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
            if value is not None
        }
        return cls(**by_name)

    @classmethod
    def of_query(cls, query: str) -> Self:
        """The selection that the query of an address says: year=2024&region=澜宁市. Raises BadParameter."""
        texts: dict[str, list[str]] = {}
        for name, text in parse_qsl(query, keep_blank_values=True):
            texts.setdefault(name, []).append(text)
        _check_names(texts)
        return cls(**{name: FILTERS[name].parse(values) for name, values in texts.items()})

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the filters in force, in order, as an address gives them."""
        named: list[tuple[str, str]] = []
        for name, value in self.in_force().items():
            values = value if isinstance(value, tuple) else (value,)
            named += [(name, str(each)) for each in values]
        return named

    def to_query(self) -> str:
        """The query of an address that says this selection; `of_query` reads it."""
        return urlencode(self.pairs())

    def in_force(self) -> dict[str, Any]:
        """The values of the filters that are not at their defaults."""
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name) != each.default
        }

    def parameters(self, names: Iterable[str] | None = None) -> dict[str, Value]:
        """Parameters of the catalogue's statements for these filters, or for all: ids, None for none."""
        parameters: dict[str, Value] = {}
        for name in FILTERS if names is None else names:
            value = getattr(self, name)
            make = FILTERS[name].parameters
            parameters |= {name: value} if make is None else make(value)
        return parameters

    def without(self, *names: str) -> Self:
        """The same with these filters at their defaults."""
        defaults: dict[str, Any] = {each.name: each.default for each in fields(self) if each.name in names}
        return replace(self, **defaults)


def _check_names(names: Iterable[str]) -> None:
    for name in names:
        if name not in FILTERS:
            raise BadParameter(name, f"没有这个筛选条件；可用的是 {'、'.join(FILTERS)}")


def filters_of(selection: type[Selection]) -> Mapping[str, Filter]:
    """The declared filters of a kind of selection by name, in order."""
    hints = get_type_hints(selection, include_extras=True)
    declarations = {}
    for field in fields(selection):
        declared, value, several = _read(hints[field.name])
        declarations[field.name] = replace(
            declared, name=field.name, value=value, several=several, default=field.default
        )
    return declarations


def _read(hint: Any) -> tuple[Filter, Any, bool]:
    """The metadata of a field, the type of one of its values, and whether it takes several."""
    inner, declared = get_args(hint)
    assert isinstance(declared, Filter)
    if get_origin(inner) is tuple:
        return declared, get_args(inner)[0], True
    if type(None) in get_args(inner):
        inner = next(each for each in get_args(inner) if each is not type(None))
    return declared, inner, False


FILTERS: Final[Mapping[str, Filter]] = filters_of(Selection)
"""All filters of tasks by name, in the order in which forms, options and documentation show them."""


def names_of(*subjects: Subject, measured: bool = False) -> tuple[str, ...]:
    """The filters about these subjects (or about all), only those that measures know where `measured`."""
    return tuple(
        name
        for name, each in FILTERS.items()
        if (not subjects or each.about in subjects) and (each.measured or not measured)
    )
