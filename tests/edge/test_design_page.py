"""The design page: every component of `templates/parts` stands on it, and a brand colour of any tenant is readable."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from edge.domain.contrast import AA
from edge.web.design import BRANDS, swatch
from edge.web.renderer import TEMPLATES
from stack.knocking import Knocker

READ = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def _tree(path: Path) -> nodes.Template:
    return READ.parse(path.read_text(encoding="utf-8"))


def _macros() -> Iterator[str]:
    for path in sorted((TEMPLATES / "parts").glob("*.html")):
        for macro in _tree(path).find_all(nodes.Macro):
            if not macro.name.startswith("_"):
                yield f"parts/{path.name} {macro.name}"


def _shown() -> set[str]:
    """What the page calls, by the file it comes from."""
    page = _tree(TEMPLATES / "design.html")
    files = {
        each.target: each.template.value
        for each in page.find_all(nodes.Import)
        if isinstance(each.template, nodes.Const)
    }
    called = [each.node for each in page.find_all(nodes.Call)]
    return {
        f"{files.get(name.node.name)} {name.attr}"
        for name in called
        if isinstance(name, nodes.Getattr) and isinstance(name.node, nodes.Name)
    }


def test_every_component_stands_on_the_design_page() -> None:
    macros = set(_macros())
    assert macros
    assert not macros - _shown(), "draw these on templates/design.html too"


async def test_anybody_may_look_at_it_and_it_asks_nobody(edge: Knocker) -> None:
    answer = await edge.ask("GET", "/design")

    assert answer.status == 200
    assert "script-src 'nonce-" in answer.headers["content-security-policy"]
    assert not edge.bus.calls


def test_the_hardest_brand_colours_are_readable_in_both_themes() -> None:
    assert all(min(each.light, each.dark) >= AA for each in map(swatch, BRANDS))
