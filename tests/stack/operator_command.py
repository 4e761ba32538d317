"""The operator's command line, run against a stack as the operator would."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ANSWER_WITHIN_S = 120.0


def run_portico(settings: Mapping[str, str], *arguments: str) -> str:
    """What `portico <arguments>` printed. Fails with its complaint. `settings`: a Suite's or a Stack's."""
    done = subprocess.run(  # noqa: S603 - our own command
        [str(Path(sys.executable).with_name("portico")), *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=ANSWER_WITHIN_S,
        check=False,
    )
    assert done.returncode == 0, f"portico {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
    return done.stdout
