"""How the stand-ins are launched."""

import sys
from pathlib import Path

from portico_local.services import Launch

NOTHING = (sys.executable, "-c", "")
STAND_IN = Launch(
    services=("identity", "records", "edge"),
    command=(sys.executable, str(Path(__file__).with_name("service.py"))),
    topology=NOTHING,
)
