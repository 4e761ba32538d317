"""The shared stack of real parts that tests run on, and the ways to break one of their own."""

from stack.mails import mails_to, wait_for_mails
from stack.operator_command import run_portico
from stack.own import own_stack
from stack.waiting import wait_until, wait_until_async

__all__ = ["mails_to", "own_stack", "run_portico", "wait_for_mails", "wait_until", "wait_until_async"]
