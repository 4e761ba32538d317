"""What a portal is besides its modules: name and look, what everybody in it is told, how people sign in and read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.responses import Response

from contracts.problem import Fault
from edge.domain.drafts.settings import ALL_LANGUAGES, Setting, form_of, name_of, with_form
from edge.domain.logos import logo_of
from edge.web.account import choices
from edge.web.catalogues import LANGUAGES
from edge.web.console.portals import picture
from edge.web.console.portals.colour import told_of
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.language import own_name
from edge.web.visit import Json, Visit

More = Callable[[Visit, Mapping[str, str]], Mapping[str, object]]
"""Gives what a page has besides its fields, from what they say."""


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """One page of them: its path below the portal, which is its template's name too, and the settings on it."""

    below: str
    settings: Sequence[Setting]
    more: More

    async def show(self, visit: Visit) -> Response:
        """Show it."""
        draft = await load(visit)
        return self._page(visit, draft, form_of(draft.document, self.settings))

    async def send(self, visit: Visit) -> Response:
        """Save it; or only draw it anew, with what the fields say."""
        fields = await visit.form(FORM, FIELDS)
        if fields.get("do", "save") == "save":
            then = f"/portals/{visit.http.path_params['slug']}/{self.below}"
            return await save(visit, self._changed, then, partial(self._wrong, visit), fields)
        return self._page(visit, await load(visit), fields)

    def _changed(self, draft: Drafted, fields: Fields) -> Json:
        return with_form(draft.document, fields, self.settings)

    async def _wrong(self, visit: Visit, draft: Drafted, fields: Fields, faults: Sequence[Fault]) -> Response:
        return self._page(visit, draft, fields, faults, status=422)

    def _page(
        self, visit: Visit, draft: Drafted, fields: Fields, faults: Sequence[Fault] = (), *, status: int = 200
    ) -> Response:
        names = _names(self.settings)
        said = {name_of(fault.pointer): fault.detail for fault in faults}
        values = {
            "here": f"/portals/{draft.slug}/{self.below}",
            "given": {name: fields.get(name, "") for name in names},
            "wrong": {name: detail for name, detail in said.items() if name in names},
            "other_faults": [fault for fault in faults if name_of(fault.pointer) not in names],
            "languages": [(each, own_name(each)) for each in draft.document.get("languages") or ALL_LANGUAGES],
            "logo": logo_of(draft.document.get("look") or {}),
            "logo_wrong": visit.say(picture.NONE) if visit.http.query_params.get("told") == "no-logo" else "",
            **self.more(visit, fields),
        }
        return page(visit, draft, self.below, values, status=status)


def _names(settings: Sequence[Setting]) -> frozenset[str]:
    """Give every field that there is."""
    found = {setting.path for setting in settings}
    several = [setting.path for setting in settings if setting.kind in ("texts", "languages")]
    return frozenset(found | {f"{path}.{language}" for path in several for language in ALL_LANGUAGES})


def _colour(visit: Visit, fields: Mapping[str, str]) -> Mapping[str, object]:
    return {"colour": told_of(visit, fields.get("look.primary", "").strip())}


def _nothing(_visit: Visit, _fields: Mapping[str, str]) -> Mapping[str, object]:
    return {}


def _choices(visit: Visit, fields: Mapping[str, str]) -> Mapping[str, object]:
    zone = fields.get("defaults.time_zone", "")
    zones = choices.zones(visit.language)
    return {
        "all_languages": [(each, own_name(each)) for each in LANGUAGES],
        "zones": zones,
        "zone": (zone := choices.current_zone(zone) if zone else ""),
        "zone_known": not zone or any(zone == each for _, places in zones for each, _ in places),
        "date_formats": choices.date_formats(),
        "time_formats": choices.time_formats(),
        "countries": choices.countries(visit.language),
    }


LOOK: Final = SettingsPage("look", (Setting("name"), Setting("look.primary", "colour")), _colour)
NOTICES: Final = SettingsPage(
    "notices",
    (
        Setting("announcement.text", "texts"), Setting("announcement.tone", usual="info"), Setting("announcement.from"),
        Setting("announcement.until"), Setting("contact.name"), Setting("contact.role"), Setting("contact.email"),
        Setting("contact.phone"), Setting("contact.text", "texts"), Setting("terms.version"), Setting("terms.url"),
        Setting("terms.privacy_url"), Setting("terms.text", "texts"),
    ),
    _nothing,
)  # fmt: skip
SIGN_IN: Final = SettingsPage(
    "sign-in",
    (
        Setting("sign_in.password", "flag", usual="1"), Setting("languages", "languages"),
        Setting("defaults.language"), Setting("defaults.time_zone"), Setting("defaults.date_format"),
        Setting("defaults.time_format"), Setting("defaults.country"),
    ),
    _choices,
)  # fmt: skip
