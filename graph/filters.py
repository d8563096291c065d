"""Declaration of a filter of tasks: its words, its values, and the parameters of statements for it.

The filters themselves are the fields of `graph.selection.Selection`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from core.errors import BadParameter
from core.rows import Value
from graph.search_words import search_words

Collective = Literal["include", "exclude", "only"]
Breadth = Literal["exact", "subtree"]
Due = Literal["none", "ongoing"]
Leads = Literal["none", "one", "several"]
Subject = Literal["documents", "tasks", "duties"]

_LEADS: Final[Mapping[Leads, tuple[int | None, int | None]]] = {
    "none": (None, 0),
    "one": (1, 1),
    "several": (2, None),
}
"""The fewest and the most leads of a task."""

_READ: Final[Mapping[Any, tuple[Callable[[str], Any], str]]] = {
    int: (int, "整数"),
    date: (date.fromisoformat, "日期（如 2023-12-31）"),
}
"""How a text becomes a value of that type, and what the type is called."""


@dataclass(frozen=True, slots=True)
class Filter:
    """The declaration of a filter: metadata of a field of `Selection`.

    `about` says whose property it is: `documents` also narrows lists of documents, `duties` is about
    one and the same agency of the task. `parameters` gives what statements take for a value; without it,
    the value under the filter's own name. `words` are the values in Chinese, where there are few.
    `measured` filters narrow measures and views, too. `form` is the label of the field on the page of
    tasks, None for a filter that has none there. `name`, `value` (the type of one value), `several` and
    `default` come from the field.
    """

    description: str
    label: str
    option: tuple[str, str]
    about: Subject
    parameters: Callable[[Any], Mapping[str, Value]] | None = None
    words: Mapping[str, str] | None = None
    measured: bool = True
    form: str | None = None
    placeholder: str = ""
    least: int | None = None
    greatest: int | None = None
    most_values: int = 20
    examples: tuple[str | int, ...] = ()
    name: str = ""
    value: Any = str
    several: bool = False
    default: Any = None

    def value_words(self, value: Any) -> str:
        """A value, or all of several, in Chinese: 没有牵头单位, 3."""
        values = value if isinstance(value, tuple) else (value,)
        return "、".join((self.words or {}).get(str(each), str(each)) for each in values)

    def parse(self, texts: Sequence[str]) -> Any:
        """The value that the texts of an address mean. Raises BadParameter."""
        if self.several:
            return tuple(self._parsed(each) for each in texts)
        if len(texts) > 1:
            raise BadParameter(self.name, f"只能给一次，给了 {len(texts)} 次")
        return self._parsed(texts[0])

    def _parsed(self, text: str) -> Any:
        known = get_args(self.value)
        if known and text not in known:
            raise BadParameter(self.name, f"没有“{text}”；可用的是 {'、'.join(known)}")
        read, kind = _READ.get(self.value, (str.strip, "文字"))
        try:
            parsed = read(text)
        except ValueError:
            raise BadParameter(self.name, f"应为{kind}，得到的是“{text}”") from None
        if self.least is not None and parsed < self.least:
            raise BadParameter(self.name, f"不能小于 {self.least}，得到的是 {text}")
        if self.greatest is not None and parsed > self.greatest:
            raise BadParameter(self.name, f"不能大于 {self.greatest}，得到的是 {text}")
        if parsed == "":
            raise BadParameter(self.name, "不能为空")
        return parsed


def either(single: str, several: str) -> Callable[[Sequence[Value]], Mapping[str, Value]]:
    """One value under a name of its own, since a statement can follow an index for it, or a list of them."""
    return lambda values: {
        single: values[0] if len(values) == 1 else None,
        several: list(values) if len(values) > 1 else None,
    }


def any_of(name: str) -> Callable[[Sequence[Value]], Mapping[str, Value]]:
    """The list of all values under one name."""
    return lambda values: {name: list(values) or None}


def word_parameters(typed: str | None) -> Mapping[str, Value]:
    """The longest word apart from the others: an index of texts finds one."""
    words: list[Value] = list(search_words(typed))
    return {"word": words[0] if words else None, "words": words[1:] or None}


def collective_parameters(choice: Collective) -> Mapping[str, Value]:
    """Leave collectives out, or take them alone."""
    return {
        "without": "collective" if choice == "exclude" else None,
        "kind": "collective" if choice == "only" else None,
    }


def of_kind(parameters: Mapping[str, Value]) -> dict[str, Value]:
    """Under the name of the statements that count agencies, where `kind` may be another one's."""
    return {"of_kind" if name == "kind" else name: value for name, value in parameters.items()}


def due_parameters(choice: Due | None) -> Mapping[str, Value]:
    """Tasks without a deadline, or without an end."""
    return {
        "due_kind": "none" if choice == "none" else None,
        "ongoing": True if choice == "ongoing" else None,
    }


def leads_parameters(choice: Leads | None) -> Mapping[str, Value]:
    """The fewest and the most leads."""
    fewest, most = (None, None) if choice is None else _LEADS[choice]
    return {"leads_min": fewest, "leads_max": most}
