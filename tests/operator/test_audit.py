"""Verifying a trail as the operator does: to its end however long it is, and against a head that was noted."""

from collections.abc import Awaitable, Callable, Sequence

import pytest
from typer.testing import CliRunner

from contracts.identity.audit import ENTRIES_AT_ONCE, AuditSlice, ChainBreak, VerifyAudit
from identity.domain.audit import ChainedEntry, Head, at_the_end, following, verified
from portico_operator import audit_command
from portico_operator.audit import NoProgressError, TrailHead, Verdict, verify
from portico_operator.command import app

Look = Callable[[VerifyAudit], Awaitable[AuditSlice]]


def chain(entries: int, turn: int = 0) -> list[ChainedEntry]:
    """A whole chain of so many entries; another `turn` is another chain."""
    made: list[ChainedEntry] = []
    for number in range(entries):
        made.append(following("acme", made[-1].head if made else Head(), {"number": number, "turn": turn}))
    return made


def looking_at(entries: Sequence[ChainedEntry], looks: list[VerifyAudit]) -> Look:
    """What identity answers where these are its entries and the last of them is its head."""
    head = entries[-1].head if entries else Head()

    async def look(asked: VerifyAudit) -> AuditSlice:
        looks.append(asked)
        found = [each for each in entries if each.n > asked.n][: asked.limit]
        reached, broken = verified(asked.tenant, Head(asked.n, asked.hash), found)
        done = len(found) < asked.limit
        broken = broken or (at_the_end(reached, head, head) if done else None)
        shown = ChainBreak(n=broken.n, why=broken.why) if broken else None
        return AuditSlice(n=reached.n, hash=reached.hash, entries=head.n, done=done, broken=shown)

    return look


async def looked(entries: Sequence[ChainedEntry], expected: TrailHead | None = None) -> Verdict:
    """The verdict on these entries."""
    return await verify("acme", looking_at(entries, []), expected, lambda _done, _all: None)


async def test_a_trail_of_any_length_is_verified_in_slices() -> None:
    entries, looks, told = chain(2 * ENTRIES_AT_ONCE + 7), [], []  # type: ignore[var-annotated]
    verdict = await verify("acme", looking_at(entries, looks), None, lambda done, of: told.append((done, of)))
    assert (verdict.n, verdict.hash, verdict.broken) == (len(entries), entries[-1].hash, None)
    assert [asked.n for asked in looks] == [0, ENTRIES_AT_ONCE, 2 * ENTRIES_AT_ONCE]
    assert told[-1] == (len(entries), len(entries))


async def test_a_trail_without_entries_and_one_that_ends_with_a_slice_are_whole() -> None:
    assert (await looked([])).broken is None
    assert (await looked(chain(ENTRIES_AT_ONCE))).broken is None


async def test_the_first_bad_entry_is_told() -> None:
    entries = chain(9)
    verdict = await looked([*entries[:4], *entries[5:]])
    assert (verdict.n, verdict.broken) == (4, (5, "missing"))


@pytest.mark.parametrize("noted", [1, 5, 9])
async def test_a_head_that_was_noted_earlier_is_still_there(noted: int) -> None:
    entries = chain(9)
    verdict = await looked(entries, TrailHead(noted, entries[noted - 1].hash))
    assert (verdict.n, verdict.broken) == (9, None)


@pytest.mark.parametrize(
    ("now", "broken"),
    [
        (chain(9)[:6], (7, "missing")),
        ([], (1, "missing")),
        (chain(9, turn=1), (8, "noted")),
        (chain(8, 1), (8, "noted")),
    ],
)
async def test_a_trail_that_was_cut_or_written_anew_is_found_by_the_noted_head(
    now: Sequence[ChainedEntry], broken: tuple[int, str]
) -> None:
    verdict = await looked(now, TrailHead(8, chain(9)[7].hash))
    assert verdict.broken == broken


async def test_an_answer_that_neither_goes_on_nor_ends_is_no_loop() -> None:
    async def stuck(asked: VerifyAudit) -> AuditSlice:
        return AuditSlice(n=asked.n, hash=asked.hash, entries=9, done=False)

    with pytest.raises(NoProgressError):
        await verify("acme", stuck, None, lambda _done, _all: None)


@pytest.mark.parametrize("text", ["9", "9:", f"-1:{'0' * 64}", f"9:{'0' * 63}", f"9:{'G' * 64}", f"9:{'0' * 64}\n"])
def test_a_head_that_cannot_be_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        TrailHead.read(text)


@pytest.mark.parametrize(
    ("broken", "status", "words"),
    [(None, 0, f"head 9:{'a' * 64}"), ((5, "changed"), 3, "entry 5 is not what was written")],
)
def test_the_command_says_it_in_words_and_by_its_status(
    monkeypatch: pytest.MonkeyPatch, broken: tuple[int, str] | None, status: int, words: str
) -> None:
    async def verdict(*_: object) -> Verdict:
        return Verdict("acme", 9, "a" * 64, broken)

    monkeypatch.setattr(audit_command, "_verify", verdict)
    monkeypatch.setattr(audit_command, "read_settings", lambda: None)
    done = CliRunner().invoke(app, ["audit", "verify", "acme"])
    assert (done.exit_code, words in done.output) == (status, True)
    told = CliRunner().invoke(app, ["audit", "verify", "acme", "--json"]).output
    assert ('"whole": true' in told) is (broken is None)


def test_the_command_refuses_a_head_that_is_none() -> None:
    done = CliRunner().invoke(app, ["audit", "verify", "acme", "--expect-head", "9"])
    assert done.exit_code == 1
    assert "64 hexadecimal" in done.output
