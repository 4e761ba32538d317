"""`make run`: starts everything in order, keeps it running, and takes it down again."""

import time
from collections.abc import Callable, Mapping

from portico_local import demo, instance, listeners, ports
from portico_local.demo.story import Story
from portico_local.interruption import Interruption
from portico_local.parts.part import NotReady, Part
from portico_local.processes import marks
from portico_local.screen import Screen
from portico_local.stack import Stack
from portico_local.supervision import Supervision

Build = Callable[[Mapping[str, str]], Story | None]
ENDED_WELL, FAILED = 0, 1


class Runner:
    """One run of one stack."""

    def __init__(self, stack: Stack, screen: Screen, build: Build = demo.build) -> None:
        self._stack = stack
        self._screen = screen
        self._build = build

    def run(self) -> int:
        """Until interrupted, or something does not get ready; the exit code. Call it inside `interruptible`."""
        code = ENDED_WELL
        try:
            with instance.held(self._stack.layout):
                try:
                    self._start()
                    everything = (*self._stack.parts.values(), *self._stack.services.values())
                    Supervision(everything, self._screen).forever()
                except NotReady as error:
                    self._screen.failed(str(error))
                    code = FAILED
                except Interruption:
                    pass
                finally:
                    self._stop()
        except instance.AlreadyRunning as error:
            self._screen.failed(str(error))
            code = FAILED
        return code

    def _start(self) -> None:
        began = time.monotonic()
        self._clear()
        self._require_ports()
        parts = list(self._stack.parts.values())
        for name in self._stack.given:
            self._screen.note(f"{name}: using the address in the environment")
        self._say_starting(parts)
        self._stack.start_together(parts, self._told)
        self._stack.write_addresses()
        self._stack.apply_topology()
        self._screen.done("Exchanges and queues declared")
        services = self._stack.make_services()
        self._say_starting(services)
        self._stack.start_together(services, self._told)
        story = self._demo()
        instance.say(self._stack.layout, ready=True)
        self._announce(story, time.monotonic() - began)

    def _clear(self) -> None:
        """End what a killed run has left."""
        left = marks.names(self._stack.layout.state)
        if left:
            self._screen.note(f"Ending what an earlier run left behind: {', '.join(sorted(left))}")
            marks.end(self._stack.layout.state)

    def _require_ports(self) -> None:
        taken = {name: port for name, port in self._stack.ports_needed.items() if not ports.is_free(port)}
        if taken:
            lines = [f"Port {port} ({name}) is taken by {listeners.holder(port)}." for name, port in taken.items()]
            advice = "Stop that, or move all of Portico: make run PORTICO_PORT_OFFSET=100"
            raise NotReady("\n  ".join([*lines, advice]))

    def _demo(self) -> Story | None:
        known = Story.read(self._stack.layout.demo)
        if known is not None:
            return known
        self._screen.line("Filling a demo through the public doors (once) …")
        began = time.monotonic()
        story = self._build(self._stack.settings)
        if story is not None:
            story.write(self._stack.layout.demo)
            self._screen.done("Demo is filled", time.monotonic() - began)
        return story

    def _say_starting(self, parts: list[Part]) -> None:
        self._screen.line(f"Starting {', '.join(part.title for part in parts)} …")

    def _told(self, part: Part, seconds: float) -> None:
        self._screen.done(f"{part.title} ready on {part.where}", seconds)

    def _announce(self, story: Story | None, seconds: float) -> None:
        addresses = self._stack.addresses
        self._screen.title(f"Portico is up ({seconds:.0f} s)")
        self._screen.line(f"  Portals and API   {addresses['PORTICO_EDGE_URL']}   (API: /api/docs)")
        if "PORTICO_MAIL_URL" in addresses:
            self._screen.line(f"  Mails it sends    {addresses['PORTICO_MAIL_URL']}")
        self._screen.line(f"  Other addresses   {self._stack.layout.addresses}")
        self._screen.line(f"  Logs              {self._stack.layout.log('*')}")
        for line in story.lines() if story else ():
            self._screen.line(line)
        self._screen.line()
        self._screen.line("Ctrl-C or `make stop` stops everything.")

    def _stop(self) -> None:
        self._screen.line("Stopping … (once more to end at once)")
        try:
            self._stack.stop()
        except Interruption:
            self._stack.kill()
        self._screen.done("All stopped")
