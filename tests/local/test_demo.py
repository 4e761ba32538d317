"""What the demo says, as data: it adds up, fits contracts and policy, and is the same whenever it is asked for."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.backoffice.record import RecordUpserted
from policy import PRESET_MODULES, PRESETS, Portal, compile_policy, draft_of, parse_module, parse_portal, read_value
from portico_local.demo.content.customers import CUSTOMERS
from portico_local.demo.content.events import events
from portico_local.demo.content.markets import MARKETS
from portico_local.demo.content.meters import DEFINITION, METERS
from portico_local.demo.content.people import OWNER, PEOPLE
from portico_local.demo.content.portal import LABELS, OFFICE_FIELDS, WITH_PRICE_LIST, definition, portal
from portico_local.demo.content.records import accounts, records
from portico_local.demo.content.suppliers import SUPPLIERS
from portico_local.demo.content.supply_portal import SHOWN, supply_portal
from portico_local.demo.content.wording import TONGUES

TODAY = date(2026, 11, 22)
ANY_DAY = st.dates(date(2025, 1, 1), date(2035, 12, 31)) | st.sampled_from((date(2027, 1, 1), date(2028, 2, 29)))
PRICED = ("quotes", "orders", "invoices", "credit_notes", "purchase_orders")
MODULES = {
    **PRESET_MODULES,
    **{name: parse_module(name, definition(PRESETS[name].definition)) for name in (*LABELS, *SHOWN)},
}
MODULES[METERS] = parse_module(METERS, definition(DEFINITION))
EIGHTEEN_MONTHS = timedelta(days=560)
CENT = Decimal("0.01")

said_on = lru_cache(maxsize=4)(records)
on_any_day = settings(max_examples=12, deadline=None)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def of(module: str, today: date = TODAY) -> list[RecordUpserted]:
    """The customers' records of a module."""
    return [record for record in said_on(today) if record.module == module and not _supplied(record)]


def _supplied(record: RecordUpserted) -> bool:
    return bool(set(record.accounts) & {supplier.account_id for supplier in SUPPLIERS})


def _portal_of(audience: Literal["customer", "supplier"]) -> Portal:
    """The portal as the designer made it."""
    written = portal if audience == "customer" else supply_portal
    return parse_portal(written(draft_of("a-portal", "A", audience)), MODULES)


@on_any_day
@given(today=ANY_DAY)
def test_every_amount_follows_from_its_lines_rates_and_allowance(today: date) -> None:
    for record in said_on(today):
        if record.module not in PRICED:
            assert record.total is None
            continue
        for line in record.lines:
            assert line.quantity is not None
            assert line.unit_price is not None
            assert line.total == cents(line.quantity * line.unit_price)
        net = sum((line.total or Decimal(0) for line in record.lines), Decimal(0))
        net -= sum((taken.amount for taken in record.adjustments), Decimal(0))
        assert sum((tax.base or Decimal(0) for tax in record.taxes), Decimal(0)) == net
        assert all(
            tax.amount == cents((tax.base or Decimal(0)) * (tax.rate or Decimal(0)) / 100) for tax in record.taxes
        )
        assert record.total == net + sum((tax.amount for tax in record.taxes), Decimal(0))
        assert record.total > 0


@on_any_day
@given(today=ANY_DAY)
def test_what_is_still_to_pay_agrees_with_status_and_dates(today: date) -> None:
    for invoice in (record for record in said_on(today) if record.module == "invoices"):
        assert invoice.balance is not None
        assert invoice.total is not None
        assert invoice.due_on is not None
        assert 0 <= invoice.balance <= invoice.total
        assert (invoice.balance == 0) == (invoice.status == "paid")
        late = invoice.due_on < today.isoformat()
        assert invoice.status in {"paid", "draft"} or (invoice.status == "overdue") == late


@on_any_day
@given(today=ANY_DAY)
def test_nothing_was_issued_tomorrow_and_business_fills_eighteen_months(today: date) -> None:
    business = [record for record in said_on(today) if record.module in {*PRICED, "deliveries", "work_orders"}]
    issued = sorted(record.issued_on for record in business if record.issued_on)
    assert len(issued) == len(business)
    assert issued[-1] <= today.isoformat()
    assert (today - EIGHTEEN_MONTHS).isoformat() <= issued[0] <= (today - timedelta(days=480)).isoformat()
    for delivery in of("deliveries", today):
        assert delivery.issued_on
        assert delivery.due_on
        assert delivery.issued_on <= delivery.due_on


@on_any_day
@given(today=ANY_DAY)
def test_related_records_are_there_and_belong_to_the_same_account(today: date) -> None:
    known = {(record.module, record.record_id): record.accounts for record in said_on(today)}
    assert len(known) == len(said_on(today))
    for record in said_on(today):
        for other in record.related:
            assert known[(other.module, other.record_id)] == record.accounts


def test_each_record_is_what_contract_and_module_say() -> None:
    for record in said_on(TODAY):
        assert RecordUpserted.model_validate_json(record.model_dump_json()) == record
        module = MODULES[record.module]
        kinds = {field.name: field.type for field in module.fields}
        assert record.status in {status.value for status in module.statuses}
        for name, value in record.fields.items():
            read_value(kinds[name], value)


def test_a_chain_leads_from_quote_to_invoice_and_from_visit_to_installation() -> None:
    leads: dict[str, set[str]] = defaultdict(set)
    for record in said_on(TODAY):
        if not _supplied(record):
            leads[record.module] |= {other.module for other in record.related}
    assert leads["quotes"] == {"orders"}
    assert leads["orders"] == {"quotes", "deliveries", "invoices"}
    assert leads["invoices"] == {"orders", "deliveries", "work_orders"}
    assert leads["work_orders"] == {"objects", "invoices"}
    assert leads["credit_notes"] == {"invoices", "orders"}


def test_a_few_hundred_records_in_four_languages_and_three_currencies() -> None:
    tongues = {customer.account_id: customer.market.tongue for customer in CUSTOMERS}
    assert 300 <= len(said_on(TODAY)) <= 900
    for module in LABELS:
        assert {tongues[record.accounts[0]] for record in of(module)} == set(TONGUES), module
        titles = {
            tongue: {record.title for record in of(module) if tongues[record.accounts[0]] == tongue}
            for tongue in TONGUES
        }
        assert len({frozenset(words) for words in titles.values()}) == len(TONGUES), module
    assert {record.currency for record in of("invoices")} == {"EUR", "GBP", "BRL"}
    assert {market.tongue for market in MARKETS.values()} == set(TONGUES)


def test_every_account_has_something_to_pay_to_decide_and_to_wait_for() -> None:
    for customer in CUSTOMERS:
        found = {(one.module, one.status) for one in said_on(TODAY) if customer.account_id in one.accounts}
        wanted = {("invoices", "overdue"), ("invoices", "open"), ("invoices", "paid"), ("quotes", "open")}
        assert wanted | {("work_orders", "planned"), ("work_orders", "completed"), ("quotes", "draft")} <= found


def test_numbers_rise_with_their_dates() -> None:
    for module in ("quotes", "orders", "invoices"):
        dated = sorted((record.record_id, record.issued_on or "") for record in of(module))
        assert [day for _, day in dated] == sorted(day for _, day in dated)


def test_the_same_day_says_the_same_and_the_next_day_says_it_anew() -> None:
    first, again = list(events("nordlicht", TODAY)), list(events("nordlicht", TODAY))
    assert first == again
    assert len({event.id for event in first}) == len(first)
    tomorrow = {event.id for event in events("nordlicht", TODAY + timedelta(days=1))}
    assert not tomorrow & {event.id for event in first}
    assert accounts(TODAY)[0].revision < accounts(TODAY + timedelta(days=1))[0].revision


def test_parents_come_before_what_belongs_under_them() -> None:
    known = [account.account_id for account in accounts(TODAY)]
    parents = [account.parent for account in accounts(TODAY) if account.parent]
    assert parents == ["C-2001"]
    assert known.index("C-2001") < known.index("C-2002")


def test_the_portal_holds_and_applied_twice_it_changes_nothing() -> None:
    document = portal(draft_of("customers", "Customers"))
    assert portal(document) == document
    held = parse_portal(document, MODULES)
    assert [entry.module for entry in held.modules] == [*LABELS, METERS]
    assert set(held.roles) == {"admin", "billing", "technical", "approver", "viewer"}
    suppliers = supply_portal(draft_of("suppliers", "Suppliers", "supplier"))
    assert supply_portal(suppliers) == suppliers
    assert all(set(entry.label) == set(TONGUES) for entry in held.modules)
    again = definition(definition(PRESETS["quotes"].definition))
    assert again == definition(PRESETS["quotes"].definition)


@pytest.mark.parametrize("role", ["", "admin", "billing", "technical", "approver", "viewer"])
def test_no_role_reads_what_is_the_offices_business(role: str) -> None:
    for account in (*CUSTOMERS, *SUPPLIERS):
        policy = compile_policy(_portal_of(account.kind), 1, frozenset({role} - {""}), account.account_id)
        assert policy.modules
        for module in policy.modules.values():
            assert not {f"fields.{field['name']}" for field in OFFICE_FIELDS} & module.readable.keys()
    notes = {str(record.fields["internal_note"]) for record in said_on(TODAY) if "internal_note" in record.fields}
    assert notes == {account.note for account in (*CUSTOMERS, *SUPPLIERS)}


def test_there_is_somebody_for_each_language_and_somebody_with_two_accounts() -> None:
    assert {person.customer.market.tongue for person in PEOPLE} == set(TONGUES)
    assert [len(person.accounts) for person in PEOPLE].count(2) == 2
    both = [person.contact.name for person in PEOPLE if len(person.portals) == 2]
    assert both == ["Anna Kleber"], "customer in one portal, supplier in the other"
    passwords = [OWNER.password, *(person.password for person in PEOPLE)]
    assert len(set(passwords)) == len(passwords)
    assert min(map(len, passwords)) >= 12
    roles = {role for person in PEOPLE for role in person.contact.roles}
    assert roles == {"admin", "billing", "technical", "approver", "viewer"}


def test_an_override_shows_the_price_list_to_some_and_technicians_see_their_own_layout() -> None:
    held = _portal_of("customer")
    assert "products" in compile_policy(held, 1, frozenset(), WITH_PRICE_LIST[0]).modules
    assert "products" not in compile_policy(held, 1, frozenset(), "C-1002").modules
    views = {
        role: compile_policy(held, 1, frozenset({role}), "C-1002").modules[METERS].view
        for role in ("admin", "technical")
    }
    assert views == {"admin": "list", "technical": "cards"}


def test_suppliers_have_orders_in_every_state_and_a_draft_that_they_do_not_see() -> None:
    policy = compile_policy(_portal_of("supplier"), 1, frozenset(), SUPPLIERS[0].account_id)
    assert policy.modules["purchase_orders"].filter is not None
    for supplier in SUPPLIERS:
        found = {(one.module, one.status) for one in said_on(TODAY) if supplier.account_id in one.accounts}
        orders = ("completed", "partly_delivered", "confirmed", "open", "draft")
        wanted = {*(("purchase_orders", status) for status in orders), ("invoices", "paid"), ("invoices", "open")}
        assert wanted | {("deliveries", "delivered"), ("documents", "current")} <= found


def test_visits_happen_in_working_hours_where_the_customer_is() -> None:
    for visit in of("work_orders"):
        starts, ends = (datetime.fromisoformat(str(visit.fields[name])) for name in ("planned_from", "planned_until"))
        assert timedelta(hours=1) <= ends - starts <= timedelta(hours=6)
        assert starts.tzinfo == UTC
        assert time(5) <= starts.time() <= time(18)
