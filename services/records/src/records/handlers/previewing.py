"""The doors for drafts that are to be looked at."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.principal import Principal
from contracts.records.previewing import KeepPreview, KeptPreview
from contracts.records.sampling import DraftSample, SampleDraft
from records.app.context import Context
from records.app.keep_preview import keep_preview
from records.app.sample_draft import sample_draft

router: Final[CallRouter[Context]] = CallRouter()


@router.call(KeepPreview)
async def on_keep_preview(request: KeepPreview, _who: Principal, at: Context) -> KeptPreview:
    """Keep a draft to answer by, for as long as a token may name it."""
    return await keep_preview(request, at)


@router.call(SampleDraft)
async def on_sample_draft(request: SampleDraft, who: Principal, at: Context) -> DraftSample:
    """Show what a draft would show, with a few of the tenant's own records."""
    return await sample_draft(request, who, at)
