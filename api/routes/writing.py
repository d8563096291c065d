"""Writing documents: sending, correcting, removing. A key with the scope `write` is needed."""

from __future__ import annotations

import io
import logging
from typing import Annotated, Final

import anyio.to_thread
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import from_json
from starlette.datastructures import FormData, UploadFile

from api.models.writing import DocumentFacts, DryRun, RemovedDocument, SentDocument, Written, WrittenMany
from api.service.ingestion import Sent, corrections_of, diff_of, write_lock, write_sent, written
from api.web.authentication import MayWrite
from api.web.openapi import WRITES, WRITES_RECORD
from api.web.problems import problem_of
from api.web.rate_limit import limited
from api.web.refusals import MalformedContent, WrongMediaType
from api.web.request_content import UploadLimits, media_type, read_content, read_form, safe_file_name
from api.web.snapshots import etag_of, expected_revision
from api.web.state import AppState, State
from core.errors import BadParameter
from ingest.load import correct_document

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])
log = logging.getLogger(__name__)

_PASTED: Final = "粘贴的文本.txt"
_METADATA: Final = "metadata"
_MOST_METADATA: Final = 100_000
_FACTS: Final = DocumentFacts.model_json_schema()

_REQUEST_CONTENT: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "contentMediaType": "application/octet-stream"},
                            "description": "Documents, and zip archives of documents.",
                        },
                        _METADATA: {
                            "type": "string",
                            "contentMediaType": "application/json",
                            "contentSchema": {
                                "anyOf": [
                                    _FACTS,
                                    {"type": "array", "items": {"anyOf": [_FACTS, {"type": "null"}]}},
                                ]
                            },
                            "description": "Facts of all files, as JSON; or a list, one entry for each file.",
                        },
                    },
                }
            },
            "text/plain": {"schema": {"type": "string"}},
        },
    }
}


@router.post(
    "",
    operation_id="send_documents",
    summary="Load documents: files, archives or a pasted text",
    responses=WRITES,
    dependencies=[Depends(limited("upload"))],
    openapi_extra=_REQUEST_CONTENT,
)
async def send_documents(
    request: Request, state: State, parameters: Annotated[SentDocument, Query()], key: MayWrite
) -> WrittenMany:
    """Each document is a transaction of its own and has a result of its own; see `status` of each.

    A document of the same region and number, or of the same text, is replaced: see `replaces`.
    """
    settings = state.settings
    kind, charset = media_type(request)
    if kind == "multipart/form-data":
        if misplaced := sorted(parameters.model_fields_set - {"dry_run"}):
            raise BadParameter(misplaced[0], f"上传文件时请写在 {_METADATA} 部分中")
        limits = UploadLimits(settings.max_upload_bytes, settings.max_upload_files)
        form = await read_form(request, limits)
        try:
            return await _write(request, state, key.name, await _files(form), parameters.dry_run)
        finally:
            await form.close()
    if kind == "text/plain":
        return await _write(
            request,
            state,
            key.name,
            [await _pasted(request, settings.max_file_bytes, parameters, charset)],
            parameters.dry_run,
        )
    raise WrongMediaType("正文只能是 multipart/form-data（文件）或 text/plain（文字）")


@router.patch(
    "/{id}",
    operation_id="correct_document",
    summary="Correct facts of a document",
    responses=WRITES_RECORD,
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _FACTS}}}},
)
async def correct(
    request: Request,
    response: Response,
    state: State,
    id: str,
    parameters: Annotated[DryRun, Query()],
    key: MayWrite,
) -> Written:
    """Facts that are given hold in place of the text's; null withdraws an earlier correction.

    Needs `If-Match` with the ETag of what was read. The id changes where it is made of the fact.
    """
    revision = expected_revision(request)
    if media_type(request)[0] not in ("application/json", "application/merge-patch+json"):
        raise WrongMediaType("正文只能是 application/json")
    facts = _facts(_json(await read_content(request, _MOST_METADATA), "body"))
    store = state.store.get()
    corrections = corrections_of(facts)
    withdrawn = [name for name in facts.model_fields_set if getattr(facts, name) is None]

    def work() -> Written:
        with write_lock:
            result = correct_document(
                store, id, corrections, withdrawn, at_revision=revision, dry_run=parameters.dry_run
            )
        assert result.outcome is not None
        response.headers["etag"] = etag_of(request.app.version, result.outcome.revision)
        return written(result)

    result = await anyio.to_thread.run_sync(work, limiter=state.writers)
    log.info(
        "key %s corrects %s: %s%s", key.name, id, result.status, " (dry run)" if parameters.dry_run else ""
    )
    return result


@router.delete("/{id}", operation_id="remove_document", summary="Remove a document", responses=WRITES_RECORD)
async def remove(
    request: Request, state: State, id: str, parameters: Annotated[DryRun, Query()], key: MayWrite
) -> RemovedDocument:
    """Its tasks go, and agencies and campaigns that nothing else names. Needs `If-Match`."""
    revision = expected_revision(request)
    store = state.store.get()

    def work() -> RemovedDocument:
        with write_lock:
            outcome = store.remove_document(id, at_revision=revision, dry_run=parameters.dry_run)
        return RemovedDocument(id=id, diff=diff_of(outcome))

    result = await anyio.to_thread.run_sync(work, limiter=state.writers)
    log.info("key %s removes %s%s", key.name, id, " (dry run)" if parameters.dry_run else "")
    return result


async def _write(request: Request, state: AppState, key: str, sent: list[Sent], dry_run: bool) -> WrittenMany:
    settings = state.settings

    def work() -> list[Written]:
        store = state.store.get()
        return [
            item
            for each in sent
            for item in write_sent(
                store,
                each,
                settings.max_file_bytes,
                lambda error: problem_of(request, error),
                dry_run=dry_run,
            )
        ]

    for each in sent:
        corrections_of(each.facts)  # before anything is written
    items = await anyio.to_thread.run_sync(work, limiter=state.writers)
    for item in items:
        log.info("key %s sends %s: %s%s", key, item.id, item.status, " (dry run)" if dry_run else "")
    return WrittenMany(items=items, dry_run=dry_run)


async def _files(form: FormData) -> list[Sent]:
    """The files of a form, each with its facts. Raises BadParameter for any other part."""
    files: list[UploadFile] = []
    metadata: list[str | bytes] = []
    for name, part in form.multi_items():
        if name == _METADATA:
            metadata.append(part if isinstance(part, str) else await part.read(_MOST_METADATA + 1))
        elif isinstance(part, UploadFile) and name == "file":
            if part.filename or part.size:
                files.append(part)
        else:
            raise BadParameter(safe_file_name(name), f"没有这个部分；文件写在 file，信息写在 {_METADATA}")
    if not files:
        raise BadParameter("file", "没有文件")
    if len(metadata) > 1:
        raise BadParameter(_METADATA, "只能给一次")
    facts = _facts_of(metadata[0], len(files)) if metadata else [DocumentFacts()] * len(files)
    return [
        Sent(safe_file_name(file.filename), file.file, each) for file, each in zip(files, facts, strict=True)
    ]


def _facts_of(metadata: str | bytes, files: int) -> list[DocumentFacts]:
    """The facts of each file."""
    if len(metadata) > _MOST_METADATA:
        raise BadParameter(_METADATA, f"最多 {_MOST_METADATA} 字节")
    read = _json(metadata, _METADATA)
    if isinstance(read, list):
        if len(read) != files:
            raise BadParameter(_METADATA, f"有 {len(read)} 项，文件有 {files} 个")
        return [DocumentFacts() if each is None else _facts(each) for each in read]
    given = _facts(read)
    if files > 1 and (given.title or given.doc_number):
        raise BadParameter(_METADATA, "多个文件不能有同一个标题或发文字号；请改为列表，每个文件一项")
    return [given] * files


def _json(given: str | bytes, name: str) -> object:
    try:
        return from_json(given)
    except ValueError:
        raise BadParameter(name, "不是 JSON") from None


def _facts(read: object) -> DocumentFacts:
    """The facts of one document. Raises RequestValidationError, which names each that cannot be used."""
    try:
        return DocumentFacts.model_validate(read)
    except ValidationError as error:
        raise RequestValidationError(
            [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        ) from None


async def _pasted(request: Request, max_bytes: int, parameters: SentDocument, charset: str | None) -> Sent:
    raw = await read_content(request, max_bytes)
    if charset is not None:
        try:
            raw = raw.decode(charset).encode()
        except UnicodeError:
            raise MalformedContent(f"正文不是 {charset} 编码的文字") from None
    given = parameters.model_dump(exclude={"dry_run", "filename"}, exclude_unset=True)
    return Sent(
        safe_file_name(parameters.filename or _PASTED), io.BytesIO(raw), DocumentFacts.model_validate(given)
    )
