"""Events: the same statement is the same event, whoever says it and when; what is wrong is told with its place."""

from typing import Any

import pytest

from backoffice import AccountUpserted, EventMaker, Heartbeat, InputRefusedError, tenant_of
from backoffice.events import new_trace
from backoffice.wire import pack
from contracts.envelope import CloudEvent
from stack.backoffice_bench import invoice

ACME = EventMaker("acme", "erp://acme/main")
GLOBEX = EventMaker("globex", "erp://globex/main")
DATA: dict[str, Any] = {"module": "invoices", "record_id": "INV-1", "revision": 1}
LINE: dict[str, Any] = {"type": "backoffice.record.upserted.v1", "data": DATA}


def test_the_same_statement_has_the_same_id_and_another_has_another() -> None:
    first = ACME.event(invoice(1)).id
    assert EventMaker("acme", "erp://acme/main").event(invoice(1)).id == first
    others = [ACME.event(invoice(1, 2)), ACME.event(invoice(2)), GLOBEX.event(invoice(1))]
    others.append(EventMaker("acme", "crm://acme").event(invoice(1)))
    assert first not in {other.id for other in others}


def test_a_sign_of_life_is_a_new_event_each_time() -> None:
    assert ACME.event(Heartbeat()).id != ACME.event(Heartbeat()).id


def test_an_event_says_whose_it_is_and_what_it_is_about() -> None:
    event = ACME.event(invoice(1))
    assert (event.tenantid, event.source, event.subject) == ("acme", "erp://acme/main", "invoices/INV-1")
    assert ACME.event(AccountUpserted(account_id="C-1", revision=1, name="City")).subject == "accounts/C-1"
    assert EventMaker("acme").source == "portico-backoffice://acme"


def test_what_goes_out_is_read_as_the_same_event() -> None:
    event = ACME.event(invoice(1, fields={"nothing": None}))
    assert CloudEvent.model_validate_json(pack(event).body) == event
    assert b"traceparent" not in pack(event).body


def test_a_callers_trace_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACEPARENT", given := f"00-{'a' * 32}-{'b' * 16}-01")
    assert new_trace() == given
    monkeypatch.setenv("TRACEPARENT", "nonsense")
    assert EventMaker("acme", trace=new_trace()).event(invoice(1)).traceparent != "nonsense"


def test_a_line_of_a_file_is_filled_in_where_it_says_nothing() -> None:
    event = ACME.read(LINE)
    assert (event.source, event.tenantid, event.data) == ("erp://acme/main", "acme", DATA)
    assert ACME.read(LINE).id == event.id
    assert ACME.read({**LINE, "id": "1", "source": "crm://x"}).source == "crm://x"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"type": "backoffice.record.renamed.v1"}, "/type"),
        ({"type": None}, "/type"),
        ({"data": None}, "/data"),
        ({"data": {**DATA, "revision": "1"}}, "/data/revision"),
        ({"data": {**DATA, "total": "1e400", "currency": "EUR"}}, "/data/total"),
        ({"tenantid": "globex"}, "/tenantid"),
        ({"source": "two words"}, "/source"),
        ({"id": ""}, "/id"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_the_place(wrong: dict[str, Any], place: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        ACME.read({**LINE, **wrong})
    assert [fault.place for fault in refused.value.faults] == [place]


@pytest.mark.parametrize(
    ("url", "tenant"),
    [
        ("amqp://backoffice.acme:x@h/", "acme"),
        ("amqp://backoffice%2Eacme:x@h/", "acme"),
        ("amqp://guest:x@h/", None),
        ("amqp://h/", None),
    ],
)
def test_the_amqp_user_says_the_tenant(url: str, tenant: str | None) -> None:
    assert tenant_of(url) == tenant
