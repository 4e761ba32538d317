"""Sixty portals that somebody might write by mistake: each is refused at its place, and told what to do about it."""

from collections.abc import Callable
from typing import Final

import pytest

from policy import PRESET_MODULES, Code, Fault, Invalid, parse_portal
from worlds.broken_modules import BROKEN_MODULES
from worlds.broken_notices import BROKEN_NOTICES
from worlds.broken_portals import BROKEN_PORTALS
from worlds.remedies import REMEDY
from worlds.sample import Document, sample

BROKEN: Final = {**BROKEN_PORTALS, **BROKEN_MODULES, **BROKEN_NOTICES}


def _faults(document: Document) -> tuple[Fault, ...]:
    with pytest.raises(Invalid) as refused:
        parse_portal(document, PRESET_MODULES)
    return refused.value.faults


def test_there_are_sixty_and_they_stumble_over_nearly_everything_that_can_be_wrong() -> None:
    assert len(BROKEN) >= 60
    of_modules_only = {Code.NOT_SEARCHABLE}
    elsewhere = {Code.TOO_MANY, Code.NOT_SORTABLE}  # sizes and sorts: test_portal_document
    assert {code for _, _, code, _ in BROKEN.values()} == set(Code) - of_modules_only - elsewhere


@pytest.mark.parametrize(("change", "pointer", "code", "remedy"), BROKEN.values(), ids=BROKEN)
def test_a_broken_portal_is_refused_at_its_place_with_what_to_do(
    change: Callable[[Document], None], pointer: str, code: Code, remedy: str
) -> None:
    document = sample()
    change(document)

    faults = _faults(document)

    [fault] = [fault for fault in faults if (fault.pointer, fault.code) == (pointer, code.value)]
    told = REMEDY.search(fault.detail)
    assert told, fault.detail
    assert remedy in fault.detail[told.start() :], fault.detail
    assert all(REMEDY.search(other.detail) for other in faults), faults
