"""What ends by itself is started again, later each time, and its past is forgotten once it has lived well."""

import io
import itertools
from collections.abc import Mapping
from pathlib import Path

from portico_local.layout import Layout
from portico_local.parts.part import Part
from portico_local.processes.child import Program
from portico_local.screen import Screen
from portico_local.supervision import Supervision


class Fragile(Part):
    """A part without processes, whose life the test decides."""

    name = title = "fragile"
    where = "nowhere"

    def __init__(self, folder: Path) -> None:
        super().__init__(Layout(folder))
        self.starts = 0
        self.lives = True

    @property
    def is_alive(self) -> bool:
        return self.lives

    def programs(self) -> list[Program]:
        return []

    def start(self) -> None:
        self.starts += 1

    def is_ready(self) -> bool:
        return self.lives

    def addresses(self) -> Mapping[str, str]:
        return {}


def test_each_death_is_followed_by_a_longer_pause_up_to_half_a_minute(tmp_path: Path) -> None:
    now = [0.0]
    part, said = Fragile(tmp_path), io.StringIO()
    supervision = Supervision([part], Screen(said), lambda: now[0])
    part.lives = False
    restarts: list[float] = []
    while now[0] < 100:
        before = part.starts
        supervision.look()
        if part.starts > before:
            restarts.append(now[0])
        now[0] += 1
    gaps = [after - before for before, after in itertools.pairwise(restarts)]
    assert gaps[:4] == sorted(gaps[:4])
    assert 2 <= gaps[0] <= 4
    assert max(gaps) <= 32
    assert "fragile ended" in said.getvalue()


def test_a_part_that_came_back_is_greeted_once_and_starts_with_a_short_pause_again(tmp_path: Path) -> None:
    now = [0.0]
    part, said = Fragile(tmp_path), io.StringIO()
    supervision = Supervision([part], Screen(said), lambda: now[0])
    for at, lives in ((0, False), (2, True), (3, True), (4, True), (200, False)):
        now[0], part.lives = float(at), lives
        supervision.look()
    assert said.getvalue().count("is back") == 1
    assert said.getvalue().count("again in 1 s") == 2
