"""Keeps a draft for tokens to name, once it is sure that it can be answered by."""

import json
from typing import Final

from contracts.records.previewing import KeepPreview, KeptPreview
from policy import Invalid, parse_portal
from records.app.context import Context
from records.domain.preview import LIFE, Preview
from records.domain.public_id import preview_id
from records.domain.refusal import Fault, UnknownRoles, UnreadableDraft

IN_DRAFT: Final = "/document"


async def keep_preview(request: KeepPreview, at: Context) -> KeptPreview:
    """Keep it. Raises UnreadableDraft where it does not fit today's modules, UnknownRoles."""
    try:
        portal = parse_portal(request.document, await at.rules.definitions())
    except Invalid as error:
        faults = [Fault(IN_DRAFT + fault.pointer, fault.code, fault.detail) for fault in error.faults]
        raise UnreadableDraft("The modules have changed since it was saved.", faults) from error
    unknown = [number for number, role in enumerate(request.roles) if role not in portal.roles]
    if unknown:
        raise UnknownRoles.at(unknown)
    said = json.dumps(request.document, sort_keys=True, separators=(",", ":")).encode()
    preview = Preview(
        preview_id(at.tenant, request.slug, request.draft_revision, said),
        request.slug,
        request.draft_revision,
        request.document,
        at.now() + LIFE,
    )
    await at.previews.keep(preview)
    return KeptPreview(id=preview.id, draft_revision=preview.revision, expires_at=preview.expires_at)
