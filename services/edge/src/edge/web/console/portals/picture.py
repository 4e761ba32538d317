"""The logo that a form brings along: kept first, then named by the draft."""

from base64 import b64encode
from typing import Final

from starlette.responses import Response

from contracts.portal_config.logos import MAX_LOGO_BYTES, KeepLogo
from edge.domain.multipart import Sent
from edge.domain.refusal import TooLarge
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.console.portals import drafting
from edge.web.console.portals.drafting import Drafted, Fields
from edge.web.visit import Json, Visit

FORM: Final = MAX_LOGO_BYTES + 64 * 1024
"""Bytes of a form with a logo."""
NONE: Final = later("The logo was not taken: a PNG, JPEG or WebP picture of at most 200 kB is.")


class NoPicture(Exception):  # noqa: N818  an answer: the form again
    """What was sent cannot be a logo."""


async def save(visit: Visit) -> Response:
    """Save a logo in the draft, or none."""
    below = f"/portals/{visit.http.path_params['slug']}/look"
    try:
        fields = await kept(visit, await form_of(visit))
    except NoPicture:
        return visit.go(f"{below}?told=no-logo")
    return await drafting.save(visit, _named, below, fields=fields)


async def form_of(visit: Visit) -> Sent:
    """Read the form. Raises NoPicture for one that is too large, and as `visit.form` does."""
    try:
        return await visit.form_with_files(FORM)
    except TooLarge as error:
        raise NoPicture from error


async def kept(visit: Visit, sent: Sent) -> dict[str, str]:
    """Keep the picture and give the form's fields with `logo` as the draft is to name it. Raises NoPicture.

    Without one there is no `logo`: it stays as it is; "" takes it away.
    """
    content = sent.files.get("picture", b"")
    if sent.fields.get("no-logo") == "1":
        return {**sent.fields, "logo": ""}
    if not content:
        return sent.fields
    if len(content) > MAX_LOGO_BYTES:
        raise NoPicture
    try:
        logo = await visit.ask(KeepLogo(content=b64encode(content).decode()))
    except AnsweredProblemError as error:
        if error.problem.status not in (409, 422):
            raise
        raise NoPicture from error
    return {**sent.fields, "logo": logo["id"]}


def _named(draft: Drafted, fields: Fields) -> Json:
    if "logo" not in fields:
        return draft.document
    return {**draft.document, "look": {**(draft.document.get("look") or {}), "logo": fields["logo"] or None}}
