"""Runs one command that dies with whoever asked for it.

Run as a script, by path, with `-I -S`: it must start in milliseconds and import nothing of ours.
Arguments: the asking process' id, then the command. The kernel kills the command as soon as the *thread* that
asked for it ends (prctl(2), PR_SET_PDEATHSIG): ask from a thread that lives as long as the command should.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
COMMAND_NOT_FOUND = 127


def main() -> None:
    """Tie ourselves to the asking process, then become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:  # it died before we were tied to it
        sys.exit(COMMAND_NOT_FOUND)
    try:
        os.execvp(command[0], command)  # noqa: S606 - no shell is the point
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        sys.exit(COMMAND_NOT_FOUND)


if __name__ == "__main__":
    main()
