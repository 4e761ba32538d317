"""Whatever customers, backoffices and colleagues wrote is text on every page of the console, and nothing else."""

from lxml import html

from stack.console_walk import STAFF_PAGES, Walk, says_all
from stack.knocking import Knocker

EVIL = "javascript:alert(1)//'\"></textarea></title><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}${7*7}"
PLAIN = "Roof of the east wing"
LEADS = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data")
FILES = {"console.audit.file", "console.logo"}
SHOWN = [page for page in STAFF_PAGES if page.method == "GET" and page.name not in FILES]


def _text(page: str) -> str:
    """All that a page says."""
    return "".join(map(str, html.document_fromstring(page).itertext()))


def _tags(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element of a page in order, with the names of its attributes."""
    found = html.document_fromstring(text).iter()
    return [(str(each.tag), tuple(sorted(map(str, each.attrib.keys())))) for each in found]


async def _walked(edge: Knocker, word: str) -> dict[str, str]:
    says_all(edge, word)
    walk = Walk.of(edge, {"owner"})
    places = await walk.places()
    pages = {page.name: await walk.open(page, places.get(page.name, "")) for page in SHOWN}
    assert not {name: page.status for name, page in pages.items() if page.status != 200}, (
        "console_walk says what they need"
    )
    return {name: page.text for name, page in pages.items()}


async def test_hostile_words_make_no_element_and_no_attribute_of_any_page(edge: Knocker) -> None:
    plain, evil = await _walked(edge, PLAIN), await _walked(edge, EVIL)

    showing = {name for name, text in plain.items() if PLAIN in _text(text)}
    assert len(showing) > len(SHOWN) * 2 // 3, "pages show what services answer"
    for each in SHOWN:
        page = html.document_fromstring(evil[each.name])
        assert _tags(evil[each.name]) == _tags(plain[each.name]), each.name
        if each.name in showing:
            assert "<img src=x onerror=alert(1)>" in _text(evil[each.name]), each.name
        led = [value for tag in page.iter() for at, value in tag.attrib.items() if at in LEADS]
        assert not [value for value in led if str(value).strip().lower().startswith("javascript:")], each.name
