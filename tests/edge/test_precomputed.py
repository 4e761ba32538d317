"""Constant calls of templates: made once, safe, and only where nothing is to be waited for."""

from jinja2 import DictLoader
from markupsafe import Markup

from edge.web.precomputed import Precomputing


def made(template: str) -> tuple[Precomputing, list[str]]:
    """Give an environment with one template, and what its function `say` was called with."""
    asked: list[str] = []

    def say(*words: str) -> Markup:
        asked.append(" ".join(words))
        return Markup("<b>{}</b>").format(" ".join(words))

    environment = Precomputing(loader=DictLoader({"page": template}), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.globals["say"] = say
    environment.constants = {"say": say}
    return environment, asked


def test_a_call_with_constants_is_made_when_the_template_is_compiled_and_never_again() -> None:
    environment, asked = made("{{ say('a < b') }}, {% set kept = say('c', 'd') %}{{ kept }}")
    pages = [environment.get_template("page").render() for _ in range(3)]

    assert pages == ["<b>a &lt; b</b>, <b>c d</b>"] * 3
    assert asked == ["a < b", "c d"]


def test_a_call_with_what_only_the_page_knows_is_made_on_every_page() -> None:
    environment, asked = made("{{ say(name) }}{{ say('to', name) }}")
    pages = [environment.get_template("page").render(name=name) for name in ("<i>", "jo")]

    assert pages == ["<b>&lt;i&gt;</b><b>to &lt;i&gt;</b>", "<b>jo</b><b>to jo</b>"]
    assert asked == ["<i>", "to <i>", "jo", "to jo"]


def test_an_answer_is_safe_where_a_macro_hands_it_on_and_a_function_of_the_page_is_left_alone() -> None:
    environment, _ = made("{% macro around(text) %}[{{ text }}]{% endmacro %}{{ around(say('x')) }}{{ other('x') }}")

    assert environment.get_template("page").render(other=str.upper) == "[<b>x</b>]X"
