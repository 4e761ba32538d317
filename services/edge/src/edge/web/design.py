"""The design page: every component in every state, in both themes, and what becomes of hard brand colours."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from edge.domain.contrast import DARK_GROUND, LIGHT_GROUND, Brand, contrast, readable
from edge.http.observed import note_route
from edge.http.page_table import DESIGN_PAGE
from edge.http.reception import Reception
from edge.web.account import choices
from edge.web.catalogues import FALLBACK, LANGUAGES
from edge.web.formats import Formats
from edge.web.records.listing_rows import Row
from edge.web.records.values import NOTHING, Shown
from edge.web.renderer import Renderer

TONES: Final = ("neutral", "info", "success", "warning", "danger")
BRANDS: Final = (
    "#ffee00", "#ffffff", "#000000", "#808080", "#ff0000", "#00ff66", "#0000ff", "#f5a623", "#ffc0cb", "#0e5a64",
)  # fmt: skip
"""Yellow and white vanish on paper, black and deep blue at night; the last is fine as it is."""
VALUES: Final = (
    ("Title", Shown("line", "Wartung Wärmepumpe, Werkhalle Wandsbek")),
    ("Status", Shown("status", "Overdue", "danger")),
    ("Due", Shown("day", "01.12.2026", machine="2026-12-01")),
    ("Total", Shown("figures", "12.345,60 €")),
    ("Said", Shown("text", "Two lines\nof words.")),
    ("Paid by", NOTHING),
)
FILLED: Final = {
    "name": "Jo Buyer", "language": "de", "time_zone": "Europe/Berlin", "date_format": "dd.MM.yyyy",
    "time_format": "24h", "country": "DE",
}  # fmt: skip
SESSION: Final = {
    "id": "s1", "device": "Firefox, Windows", "started_at": "2026-11-20T07:30:00Z",
    "last_seen_at": "2026-11-22T10:04:10Z",
}  # fmt: skip
CONTACT: Final = {
    "name": "Ada Winter", "phone": "+49 40 555 0142", "email": "ada.winter@example.com", "role": "Customer service",
}  # fmt: skip
STATES: Final = ((12, False, Shown("status", "Overdue", "danger")), (0, False, Shown("status", "Open", "info")),
                 (0, True, Shown("status", "Paid", "success")))  # fmt: skip
"""What rows of a list are: late by days, open, closed."""
ROWS: Final = tuple(
    Row(
        id=str(number),
        below="#main",
        name=f"INV-2026-004{number}: filters for the year",
        number=f"INV-2026-004{number}",
        status=status,
        cells={"due_on": Shown("day", "01.12.2026", machine="2026-12-01"), "total": Shown("figures", "12.345,60 €")},
        late=late,
        closed=closed,
    )
    for number, (late, closed, status) in enumerate(STATES)
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A brand colour: as given, as it shows, and its contrasts to the grounds it is read on."""

    given: str
    shown: Brand
    light: float
    dark: float


class Nowhere:
    """Stands where components ask for the visit: their forms and links lead nowhere."""

    def address(self, _below: str) -> str:
        """Give the page itself."""
        return "#main"

    def form_token(self, _below: str) -> str:
        """Give none: nothing takes these forms."""
        return ""


def swatch(given: str) -> Swatch:
    """Give a brand colour with what had to give."""
    shown = readable(given)
    return Swatch(given, shown, contrast(shown.light, LIGHT_GROUND), contrast(shown.dark, DARK_GROUND))


def make_design(reception: Reception, renderer: Renderer) -> Callable[[HttpRequest], Awaitable[Response]]:
    """Give what answers the page; it says nothing about anybody, so anybody may look."""
    values = {
        "swatches": [swatch(each) for each in BRANDS],
        "tones": TONES,
        "values_shown": VALUES,
        "rows": ROWS,
        "contact": CONTACT,
        "filled": FILLED,
        "session": SESSION,
        "written": Formats.of(FILLED),
        "choices": choices.of_profile(FALLBACK, LANGUAGES, FILLED),
        "row_labels": {"due_on": "Due", "total": "Total"},
        "nowhere": Nowhere(),
        "icon_names": sorted(renderer.icons),
    }

    async def answer(http: HttpRequest) -> Response:
        note_route(http, DESIGN_PAGE)
        reception.admit_anyone(DESIGN_PAGE.rate, http)
        return renderer.alone("design", FALLBACK, values)

    return answer
