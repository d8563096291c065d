"""Titles and numbers (发文字号): of the plan itself, and of the notice that covers it."""

from __future__ import annotations

import re

from ingest.facts.signatures import DATE, HEAD_LINE, ISSUER_END, LINE_REACH, line_before, squeeze
from ingest.lexicon.markers import marker_at

_PLAN = (
    "(?:要点|方案|计划|意见|措施|规划|纲要|安排|办法|清单|台账|任务书|分解表|分工表|责任表|"
    "行动|细则|规定|决定|分工|任务分解|通知|政策|条例|报告)"
)
TITLE_MOST = 200
TITLE_LINES = 8  # a title that a page breaks into more lines is none
TITLE_END = re.compile(rf"{_PLAN}(?:（[^（）]{{1,16}}）|\([^()]{{1,16}}\))?$")
NOTICE_TITLE = re.compile(r"(?:通知|函|通报|批复|公告)$")
NOTICE_VERB = re.compile(r"印发|转发|下发|审议通过|同意")
NUMBER = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{1,14})\s*[〔\[（(【﹝]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]）)】﹞]\s*(?P<no>(?:第\s*)?\d{1,4})\s*号"
)
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)")


def _title_lines(head: str) -> list[str]:
    """Titles printed in lines of their own, the parts of each joined."""
    titles: list[str] = []
    parts: list[str] = []
    for line in head.split("\n"):
        own = NUMBER.search(line)
        if own and TITLE_END.search(before := squeeze(line[: own.end("head")][: _head_start(own)])):
            titles.append(before)
        if len(line) > LINE_REACH:
            parts = []
            continue
        words = squeeze(line)
        plain = re.sub(r"《[^》]*》|（[^）]*）|“[^”]*”", "", words)
        aside = re.fullmatch(r"（[^（）]*）|\([^()]*\)", words)
        if aside and titles and not parts and YEAR.search(words):
            titles[-1] += words
            continue
        fits = words and not aside and len(words) <= 70 and not re.search(r"[，。；：:;]", plain)
        if (
            not fits
            or NUMBER.search(words)
            or DATE.fullmatch(words)
            or HEAD_LINE.match(words)
            or marker_at(words)
        ):
            parts = []
            continue
        parts = [*parts, words][-TITLE_LINES:]
        whole = "".join(parts)
        if TITLE_END.search(_unwrapped(whole)):
            titles.append(_own_title(whole, parts))
            parts = []
    return titles


def _head_start(number: re.Match[str]) -> int:
    """Where a number begins, behind the title that runs straight into it: …的意见冀政字〔2019〕31号."""
    head = re.sub(rf"^.*(?:{_PLAN}|文件|通知)", "", number["head"]) or number["head"]
    return number.end("head") - len(head)


def _own_title(whole: str, parts: list[str]) -> str:
    """Without a signature line that stands above the title and is no part of it."""
    for i in range(1, len(parts)):
        rest = "".join(parts[i:])
        if ISSUER_END.search(parts[i - 1]) and not rest.startswith("关于"):
            return _own_title(rest, parts[i:])
    return whole


def title_of(head: str) -> str | None:
    """The plan's own title; that of the covering notice only where the plan prints none."""
    titles = [t for t in _title_lines(head) if len(t) >= 6]
    own = [t for t in titles if not NOTICE_TITLE.search(t)]
    if own:
        return _unwrapped(own[-1])
    for at, close in sorted(_closing_marks(head).items()):
        name, behind = head[at + 1 : close], head[close + 1 : close + 60]
        before = head[max(0, at - 4) : at]
        stop = re.search(r"[。；]", behind)
        behind = behind[: stop.start()] if stop else behind
        if (
            ("现将" in before or not re.search(r"[\u4e00-\u9fff]$", before))
            and NOTICE_VERB.search(behind)
            and "现" in before + behind
        ):
            printed = re.sub(r"[<〈]", "《", re.sub(r"[>〉]", "》", name))
            if "印发" in name and NOTICE_TITLE.search(name):
                continue
            return _unwrapped(squeeze(printed.replace("\n", "")))
    return _unwrapped(titles[-1]) if titles else None


def _closing_marks(text: str) -> dict[int, int]:
    """Where each 《 is closed that is: a title is no longer than TITLE_MOST."""
    closed: dict[int, int] = {}
    open_: list[int] = []
    for mark in re.finditer("[《》]", text):
        if mark.group() == "《":
            open_.append(mark.start())
        elif open_ and mark.start() - (at := open_.pop()) < TITLE_MOST:
            closed[at] = mark.start()
    return closed


def _unwrapped(title: str) -> str:
    title = title[match.end() :] if (match := DATE.match(title)) else title
    title = re.sub(r"^附件\s*\d{0,2}[：:]?", "", title)
    return title[1:-1] if title.startswith("《") and _closing_marks(title).get(0) == len(title) - 1 else title


def number_of_document(text: str, head_end: int) -> str | None:
    """The document's own number: on a line of its own, or ending the line of its title."""
    for match in NUMBER.finditer(text, 0, min(len(text), head_end + 200)):
        start = _head_start(match)
        head = text[start : match.end("head")]
        line = line_before(text, start).rstrip()
        behind = text[match.end() : match.end() + 1]
        if line[-1:] in ("（", "(", "》") or behind in ("）", ")", "文"):
            continue
        if re.search(r"根据|按照|依据|落实|将$", line):
            continue
        number = re.sub(r"\s", "", match["no"])
        return f"{head}〔{match['year']}〕{number}号"
    return None
