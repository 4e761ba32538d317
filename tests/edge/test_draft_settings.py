"""Settings of a portal as forms: what is sent back untouched changes nothing, and an emptied group is gone."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from edge.domain.drafts.settings import Setting, form_of, name_of, with_form

ALL = (
    Setting("name"), Setting("look.primary", "colour"), Setting("look.logo"),
    Setting("sign_in.password", "flag", usual="1"),
    Setting("announcement.text", "texts"), Setting("announcement.tone", usual="info"), Setting("terms.version"),
    Setting("terms.text", "texts"), Setting("languages", "languages"), Setting("defaults.country"),
)  # fmt: skip
TEXT = st.text(st.sampled_from("aä \n<"), min_size=1, max_size=5)
TEXTS = st.dictionaries(st.sampled_from(["en", "de", "pt"]), TEXT, min_size=1)
MAYBE = st.none() | TEXT
DOCUMENTS = st.fixed_dictionaries(
    {"name": st.just("Acme"), "modules": st.just([{"module": "x"}])},
    optional={
        "look": st.fixed_dictionaries({}, optional={"primary": st.sampled_from(["#0B5FFF", "#ffffff"]), "logo": MAYBE}),
        "sign_in": st.fixed_dictionaries({}, optional={"password": st.booleans() | st.none(), "link": st.booleans()}),
        "announcement": st.none() | st.fixed_dictionaries({"text": TEXTS}, optional={"tone": st.just("info")}),
        "terms": st.fixed_dictionaries({"version": st.just("1")}, optional={"text": TEXTS, "url": TEXT}),
        "languages": st.lists(st.sampled_from(["en", "pt", "es", "de"]), unique=True),
        "defaults": st.fixed_dictionaries({}, optional={"country": st.just("DE"), "time_zone": st.just("UTC")}),
    },
)


@settings(deadline=None, database=None, max_examples=60)
@given(DOCUMENTS)
def test_what_is_sent_back_untouched_changes_nothing(document: dict[str, Any]) -> None:
    form = form_of(document, ALL)
    assert with_form(document, form, ALL) == document
    by_browser = {name: text.replace("\n", "\r\n") for name, text in form.items()}
    assert with_form(document, by_browser, ALL) == document
    assert with_form(document, {}, ALL) == document, "a form that shows nothing changes nothing"


def test_what_is_said_is_written_where_it_belongs() -> None:
    form = {"look.primary": "#00aa00", "announcement.text.de": " Wir\r\nbauen um ", "announcement.tone": "warning",
            "languages.de": "1", "languages.pt": "1", "has.languages": "1", "has.sign_in.password": "1"}  # fmt: skip
    assert with_form({"languages": ["en", "de"]}, form, ALL) == {
        "languages": ["de", "pt"],
        "look": {"primary": "#00aa00"},
        "sign_in": {"password": False},
        "announcement": {"text": {"de": "Wir\nbauen um"}, "tone": "warning"},
    }


def test_a_colour_in_other_letters_is_the_same() -> None:
    document = {"look": {"primary": "#0B5FFF"}}
    assert with_form(document, {"look.primary": "#0b5fff"}, ALL) == document


def test_a_group_goes_with_its_last_word() -> None:
    document = {"announcement": {"text": {"en": "Closed"}, "tone": "info"}, "look": {"logo": "x"}}
    form = {"announcement.text.en": "  ", "announcement.tone": "warning", "look.logo": ""}
    assert with_form(document, form, ALL) == {}


def test_texts_in_languages_that_the_form_does_not_show_stay() -> None:
    document = {"announcement": {"text": {"pt": "Fechado", "en": "Closed"}}}
    assert with_form(document, {"announcement.text.en": ""}, ALL) == {"announcement": {"text": {"pt": "Fechado"}}}


def test_a_pointer_names_its_field() -> None:
    assert name_of("/announcement/text/en") == "announcement.text.en"
