"""Doors for staff who look at a portal: through a user's eyes, or as its draft would make it."""

from chassis.call_router import CallRouter
from contracts.identity.previewing import OpenPreview, Preview
from contracts.identity.view_as import View, ViewAs
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ViewAs)
async def on_view_as(request: ViewAs, who: Principal, use: UseCases) -> View:
    """Look at the portal as a membership that holds, read-only, for 15 minutes."""
    return await use.view_as(request, who)


@router.call(OpenPreview)
async def on_open_preview(request: OpenPreview, who: Principal, use: UseCases) -> Preview:
    """Look at a draft as a kind of user, read-only, for 15 minutes."""
    return await use.open_preview(request, who)
