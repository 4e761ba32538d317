"""The terms, for everybody to read, and for who is signed in to accept."""

from dataclasses import replace

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.people import AcceptTerms
from edge.domain.onward import onward
from edge.domain.refusal import NotFound
from edge.http.problems import AnsweredProblemError
from edge.web.terms import accepted_at, terms_of
from edge.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Show them. Raises NotFound where the portal has none."""
    return _page(visit, visit.http.query_params.get("next", ""))


async def accept(visit: Visit) -> Response:
    """Accept the version that was read, and go where they wanted to."""
    fields = await visit.form()
    next_page = fields.get("next", "")
    try:
        accepted = await visit.ask(AcceptTerms(version=fields.get("version", "")))
    except ValidationError:
        return _page(visit, next_page, changed=True, status=422)
    except AnsweredProblemError as error:
        if error.problem.status != 409:
            raise
        return _page(visit, next_page, changed=True, status=409)
    if visit.session is not None:
        visit.session = replace(visit.session, profile={**visit.profile, "terms": accepted})
    return visit.go(onward(next_page))


def _page(visit: Visit, next_page: str, *, changed: bool = False, status: int = 200) -> Response:
    terms = terms_of(visit)
    if terms is None:
        raise NotFound
    visit.view = {}
    values = {
        "terms": terms,
        "words": visit.label(terms.get("text") or {}),
        "accepted_at": accepted_at(visit),
        "next": next_page,
        "changed": changed,
    }
    return visit.render("account/terms", values, status=status)
