"""The words that prove a thing: one object everywhere."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Evidence(BaseModel):
    """Words of a document. `start` and `end` count code points of its text (JavaScript: UTF-16 units)."""

    task_id: str
    document_id: str
    surface: str = Field(description="The words as printed.")
    start: int = Field(description="Where they begin in the document's text, in code points.")
    end: int = Field(description="Where they end, exclusive.")
    url: str = Field(description="Path of the same words within the document's text.")


def evidence(task_id: str, document_id: str, surface: str, start: int, end: int) -> Evidence:
    """The evidence at those offsets; its `url` answers with these very words as `text`."""
    return Evidence(
        task_id=task_id,
        document_id=document_id,
        surface=surface,
        start=start,
        end=end,
        url=f"/api/v1/documents/{document_id}/text?start={start}&end={end}",
    )
