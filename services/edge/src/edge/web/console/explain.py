"""Why somebody sees a record, or does not: yes or no, the rule that decides in words, and where it can be changed."""

from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.portal_config.tenancy import ListModules
from contracts.records.explaining import ExplainVisibility
from edge.domain.headings import readable
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import label, later
from edge.web.visit import Json, Visit

RULES: Final = {
    "allowed": later("Every rule lets it through."),
    "tenant": later("It belongs to another tenant."),
    "portal": later("The portal is off, or has never been published."),
    "membership": later("The membership has ended."),
    "module": later("The portal does not show this module to this account."),
    "role": later("None of the roles includes this module."),
    "scope": later("It is not on this account, or not on this person where the portal shows own records only."),
    "deleted": later("The backoffice has deleted it."),
    "hidden": later("The backoffice has marked it as hidden."),
    "visible_from": later("It shows only from a later moment on."),
    "visible_until": later("It showed only until an earlier moment."),
    "filter": later("The module's filter leaves it out."),
    "action": later("Looking at records of this module is not granted."),
    "field": later("The field is not granted."),
}
"""By the names of `policy.verdict.RULES`, in their order."""
OF_THE_PORTAL: Final = frozenset({"portal", "module", "role", "scope", "filter", "action", "field"})
OF_PEOPLE: Final = frozenset({"membership"})
UNKNOWN: Final = (404, 422)


async def show(visit: Visit) -> Response:
    """Show the question, and its answer where one was asked."""
    query = visit.http.query_params
    given = {name: query.get(name, "").strip() for name in ("id", "module", "user", "membership", "version")}
    modules = (await visit.ask(ListModules()))["items"]
    named = [(each["module"], _called(visit, each)) for each in modules]
    values = {"given": given, "modules": named, "found": None, "wrong": "", "rules": {}, "asked": bool(given["id"])}
    if not given["id"]:
        return visit.render("console/explain", values)
    try:
        found = await visit.ask(_question(given))
    except (ValidationError, AnsweredProblemError) as error:
        if isinstance(error, AnsweredProblemError) and error.problem.status not in UNKNOWN:
            raise
        wrong = visit.say("There is no such record, or no such person. Give the record's number with its module.")
        return visit.render("console/explain", values | {"wrong": wrong}, status=422)
    told = {rule: visit.say(words) for rule, words in RULES.items()}
    places = {item["membership_id"]: _place(item) for item in found["items"]}
    return visit.render("console/explain", values | {"found": found, "rules": told, "places": places})


def _question(given: dict[str, str]) -> ExplainVisibility:
    """Make the request. Raises ValidationError."""
    return ExplainVisibility.model_validate({name: value for name, value in given.items() if value})


def _place(item: Json) -> str:
    """Give the page where the deciding rule can be changed, "" where no page of ours can."""
    if item["decided_by"] in OF_THE_PORTAL:
        return f"/portals/{item['portal'].partition('/')[2]}"
    return "/people" if item["decided_by"] in OF_PEOPLE else ""


def _called(visit: Visit, module: Json) -> str:
    named = module["definition"].get("label")
    return label(named, visit.language) if named else readable(module["module"], None, visit.language)
