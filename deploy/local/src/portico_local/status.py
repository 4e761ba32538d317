"""`portico-local status`: what runs here, and where."""

from urllib.parse import urlsplit

from portico_local import environment_files, instance
from portico_local.layout import Layout
from portico_local.processes import marks
from portico_local.screen import Screen

NOT_RUNNING = 3  # as init scripts answer it


def show(layout: Layout, screen: Screen) -> int:
    """Print it; 0 when all is ready."""
    found = instance.running(layout)
    if found is None:
        screen.line("Portico is not running here. `make run` starts it.")
        return NOT_RUNNING
    screen.line(f"Portico is {'ready' if found.ready else 'starting'} (process {found.pid}).")
    for name, address in environment_files.read(layout.addresses).items():
        if name.endswith("_URL"):
            parts = urlsplit(address)
            screen.line(f"  {name:<30} {parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}")
    screen.line(f"  living: {', '.join(sorted(marks.names(layout.state)))}")
    return 0 if found.ready else NOT_RUNNING
