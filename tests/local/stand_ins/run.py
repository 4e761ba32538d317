"""A run with stand-ins for services: `python run.py <state folder> <ports as JSON>`, as `portico-local run` does it."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from local.stand_ins.launch import STAND_IN
from portico_local.demo.story import Login, Story
from portico_local.interruption import interruptible
from portico_local.layout import Layout
from portico_local.runner import Runner
from portico_local.screen import Screen
from portico_local.stack import Stack

STORY = Story((Login("Ann", "http://127.0.0.1/p/acme/customers", "ann@parts.example", "pw"),), ("Look around",))

with interruptible():
    stack = Stack(Layout(Path(sys.argv[1])), json.loads(sys.argv[2]), launch=STAND_IN)
    sys.exit(Runner(stack, Screen(), lambda _settings: STORY).run())
