"""`dutygraph check`: whether a graph is whole, and what to do where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import typer

from api.cli.options import FormatOption, StoreOption

if TYPE_CHECKING:
    from graph.checking import Problem, Report

_COLUMNS: Final = ("check", "problem", "found", "examples", "advice")
_FOUND: Final = 1


def check(form: FormatOption = "table", store: StoreOption = None) -> None:
    """检查图是否完整，报告引擎、版本、数量和发现的问题。

    没有问题时退出码为 0，有问题为 1，打不开或连不上为 2。
    """
    from api.cli.output import Format, format_of, print_csv, print_json
    from api.config.settings import load_settings
    from api.config.stores import open_graph
    from graph.checking import check_graph

    chosen = format_of(form)
    with open_graph(load_settings(store=store), read_only=True, as_it_is=True) as graph:
        report = check_graph(graph)
    problems = [_row(problem) for problem in report.problems]
    match chosen:
        case Format.JSON:
            print_json(
                {
                    "healthy": not problems,
                    "store": report.location,
                    "engine": report.facts.engine,
                    "version": report.facts.version,
                    "schema_version": report.schema_version,
                    "revision": report.revision,
                    "nodes": dict(report.nodes),
                    "relations": dict(report.relations),
                    "problems": problems,
                }
            )
        case Format.CSV:
            print_csv(problems, _COLUMNS)
        case Format.TABLE:
            _print(report)
    if problems:
        raise typer.Exit(_FOUND)


def _row(problem: Problem) -> dict[str, object]:
    return {
        "check": problem.check,
        "problem": problem.words,
        "found": _number(problem),
        "examples": list(problem.examples),
        "advice": problem.advice,
    }


def _number(problem: Problem) -> int | str:
    """How often it was found: exact as far as it was counted."""
    from graph.checking import MOST

    return problem.found if problem.found <= MOST else f"{MOST}+"


def _print(report: Report) -> None:
    from api.cli.output import say
    from api.service.labels import NODE_WORDS

    facts = report.facts
    say(f"图：{report.location}")
    say(f"引擎：{facts.engine} {facts.version}")
    say(f"结构版本：{_known(report.schema_version)}，修订号：{_known(report.revision)}")
    say("节点：" + "，".join(f"{NODE_WORDS.get(name, name)} {n}" for name, n in report.nodes.items()))
    say("关系：" + "，".join(f"{name} {n}" for name, n in report.relations.items()))
    if not report.problems:
        say("没有发现问题。")
        return
    say(f"\n发现 {len(report.problems)} 类问题：")
    for place, problem in enumerate(report.problems, start=1):
        examples = f"，例如：{'、'.join(problem.examples)}" if problem.examples else ""
        say(f"{place}. {problem.words}（{_number(problem)} 处）{examples}")
        say(f"   处理：{problem.advice}。")


def _known(value: int | None) -> str:
    return "未知" if value is None else str(value)


COMMANDS = ((check, "check"),)
