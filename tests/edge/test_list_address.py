"""The address of a list: a link leads to what it says and nowhere else; every address can be written and read."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from edge.domain.list_address import MAX_COLUMNS, MAX_ROWS, STEP, VIEWS, Asked, ListAddress, read_address

NAMES = st.sampled_from(["status", "due_on", "total", "fields.project"])
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z"), exclude_characters=","), min_size=1, max_size=8)
CONDITIONS = st.lists(
    st.builds(Asked, NAMES, st.sampled_from(["is", "nin", "eq", "gte", "lte", "contains"]), TEXTS),
    max_size=6,
    unique_by=lambda one: (one.field, one.op),
).map(tuple)
ADDRESSES = st.builds(
    ListAddress,
    q=st.just("") | TEXTS,
    conditions=CONDITIONS,
    sort=st.sampled_from(["", "title", "-due_on"]),
    view=st.sampled_from(["", *VIEWS]),
    columns=st.lists(NAMES, unique=True).map(tuple),
    cursor=st.just("") | TEXTS,
    rows=st.sampled_from([20, 40, 60, 80, 100]),
)
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["q", "rows", "columns", "filter[status]", "filter[a][in]", "filter[]", "filter[a", "x"])
        | st.text(max_size=8),
        st.text(max_size=8) | st.sampled_from(["-1", "99999", "٣", "a,b,,a", "board"]),
    )
)


def _opened(address: ListAddress) -> ListAddress:
    """What a browser that follows the link asks for."""
    return read_address(parse_qsl(address.query().removeprefix("?"), keep_blank_values=True))


@given(ADDRESSES)
def test_every_address_can_be_written_down_and_opened_again(address: ListAddress) -> None:
    assert _opened(address) == address


@given(PAIRS)
def test_whatever_is_in_an_address_makes_one_that_stays_the_same(pairs: list[tuple[str, str]]) -> None:
    address = read_address(pairs)

    assert _opened(address) == address
    assert STEP <= address.rows <= MAX_ROWS
    assert address.rows % STEP == 0
    assert len(address.columns) <= MAX_COLUMNS
    assert all(each.field and each.value for each in address.conditions)


@given(ADDRESSES, NAMES, TEXTS)
def test_a_chip_that_is_pressed_twice_changes_nothing_but_begins_anew(
    address: ListAddress, field: str, value: str
) -> None:
    once = address.toggled(field, value)
    twice = once.toggled(field, value)

    assert (value in once.chosen(field)) != (value in address.chosen(field))
    assert {(each.field, each.op, frozenset(each.values)) for each in twice.conditions} == {
        (each.field, each.op, frozenset(each.values)) for each in address.conditions
    }
    assert twice.first() == twice


@given(ADDRESSES)
def test_a_chips_cross_takes_away_its_condition_only(address: ListAddress) -> None:
    for asked in address.conditions:
        left = address.without(asked)

        assert left.conditions == tuple(each for each in address.conditions if each != asked)
        assert (left.q, left.sort, left.view, left.columns) == (
            address.q, address.sort, address.view, address.columns,
        )  # fmt: skip


@given(ADDRESSES)
def test_clearing_leaves_how_the_list_is_shown(address: ListAddress) -> None:
    cleared = address.cleared()

    assert not cleared.narrowed
    assert (cleared.sort, cleared.view, cleared.columns) == (address.sort, address.view, address.columns)


@given(ADDRESSES, st.sampled_from(["title", "-due_on"]), NAMES, st.booleans())
def test_a_heading_sorts_and_pressed_again_turns_round(
    address: ListAddress, usual: str, name: str, falling: bool
) -> None:
    once = address.sorted_by(name, usual, falling=falling)
    twice = once.sorted_by(name, usual, falling=falling)

    assert {once.sort or usual, twice.sort or usual} == {name, "-" + name}
    assert once.sort != usual


@given(ADDRESSES)
def test_whatever_changes_the_list_begins_at_its_beginning(address: ListAddress) -> None:
    changed = [
        address.toggled("status", "x"),
        address.cleared(),
        address.sorted_by("title", "title", falling=False),
        address.viewed("board", "list"),
        address.with_columns(["title"]),
        *(address.without(each) for each in address.conditions),
    ]

    assert all((each.cursor, each.rows) == ("", STEP) for each in changed)


def test_more_grows_the_page_to_its_bound_and_then_the_next_begins() -> None:
    page = ListAddress(q="roof", cursor="c1")

    assert [page.more().rows, page.more().more().more().more().more().rows] == [40, MAX_ROWS]
    assert page.more().cursor == "c1"
    assert page.more().next("c2") == ListAddress(q="roof", cursor="c2")


def test_boxes_of_a_form_and_the_apis_commas_are_the_same() -> None:
    form = read_address(
        [("filter[status]", "open"), ("filter[status]", "paid"), ("filter[due_on][lte]", ""), ("q", " ")]
    )
    link = read_address([("filter[status][in]", "open,paid")])

    assert form == link
    assert link.filter() == {"status": {"is": "open,paid"}}
    assert link.query() == "?filter[status]=open,paid"
