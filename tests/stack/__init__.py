"""The shared stack of real parts that tests run on, and the ways to break one of their own."""

from stack.mails import mails_to, wait_for_mails
from stack.own import own_stack
from stack.waiting import wait_until, wait_until_async

__all__ = ["mails_to", "own_stack", "wait_for_mails", "wait_until", "wait_until_async"]
