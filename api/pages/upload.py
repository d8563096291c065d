"""The page that loads documents: files and pasted text, looked at before they are kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.models.parameters import NoParameters
from api.pages.rendering import render
from api.web.authentication import Caller
from api.web.state import State
from ingest.read import formats

router = APIRouter(include_in_schema=False)


@router.get("/upload")
def upload(state: State, _: Annotated[NoParameters, Query()], key: Caller) -> HTMLResponse:
    """The page; who shows no key that may write is asked for one."""
    return render(
        "upload.html",
        may_write=key is not None and "write" in key.scopes,
        has_key=key is not None,
        accept=formats.accept(),
        most_bytes=state.settings.max_file_bytes,
        most_files=state.settings.max_upload_files,
    )
