"""Passages: a text cut at the edges of what is marked, and never a character lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.pages.passages import Piece, passage, pieces

SPAN = st.tuples(st.integers(-5, 60), st.integers(-5, 60))


def test_the_words_of_a_span_are_marked() -> None:
    assert pieces("市公安局配合", 100, [(100, 104)]) == [Piece("市公安局", True), Piece("配合", False)]


def test_spans_that_touch_or_overlap_mark_each_character_once() -> None:
    assert pieces("甲乙丙丁", 0, [(0, 2), (1, 3), (3, 4)]) == [
        Piece("甲乙", True),
        Piece("丙", True),
        Piece("丁", True),
    ]


def test_a_span_outside_marks_nothing() -> None:
    assert pieces("甲乙", 10, [(0, 5), (12, 20), (11, 11)]) == [Piece("甲乙", False)]


@given(st.text(max_size=40), st.integers(0, 20), st.lists(SPAN, max_size=6))
def test_the_pieces_are_the_text_and_just_the_spans_are_marked(
    text: str, offset: int, spans: list[tuple[int, int]]
) -> None:
    matches = pieces(text, offset, spans)
    assert "".join(piece.text for piece in matches) == text
    marked = [piece.marked for piece in matches for _ in piece.text]
    assert marked == [any(start <= offset + at < end for start, end in spans) for at in range(len(text))]


def test_what_stands_beside_a_passage_is_cut_with_a_sign() -> None:
    shown = passage("甲乙丙丁戊己", 2, 4, [(2, 3)], around=1)
    assert (shown.before, shown.after) == ("…乙", "戊…")
    assert shown.pieces == [Piece("丙", True), Piece("丁", False)]
    whole = passage("甲乙丙", 1, 2, [], around=5)
    assert (whole.before, whole.after) == ("甲", "丙")
