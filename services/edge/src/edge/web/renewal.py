"""A session at the door: its token is held against the gate, and renewed behind the page where it has run out."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from chassis.problems import Refused
from contracts.identity.sessions import RefreshSession
from contracts.message import Request
from contracts.principal import ANONYMOUS
from edge.http.problems import AnsweredProblemError
from edge.http.reception import Admitted
from edge.web.cookie import Session
from edge.web.visit import Json, Visit

EARLY: Final = 20
"""Seconds before its end that an access token is renewed."""
ProfileOf = Callable[[Visit], Awaitable[Json]]


class SignedOut(Exception):  # noqa: N818  an answer: the sign-in page
    """Nobody is signed in here. `ended`: somebody was, until just now."""

    def __init__(self, *, ended: bool) -> None:
        super().__init__()
        self.ended = ended


async def admit(visit: Visit, session: Session, request: type[Request[Any]], profile_of: ProfileOf) -> None:
    """Let in whoever may make `request`; a renewed session gets today's profile. Raises SignedOut, TooManyRequests."""
    reception, rate = visit.tools.reception, visit.page.rate
    try:
        visit.admitted = reception.admit_session(rate, visit.http, session.access, request)
        if visit.admitted.who.expires_at - EARLY > time.time() or not session.renew:
            return
    except Refused as refusal:
        if refusal.problem.status != 401 or not session.renew:
            raise _ended(visit, refusal) from refusal
    visit.session = await _renewed(visit, session, profile_of)
    try:
        visit.admitted = reception.admit_session(rate, visit.http, visit.session.access, request)
    except Refused as refusal:
        raise _ended(visit, refusal) from refusal


def _ended(visit: Visit, refusal: Refused) -> Exception:
    if refusal.problem.status != 401:
        return refusal
    visit.session = None
    return SignedOut(ended=True)


async def _renewed(visit: Visit, session: Session, profile_of: ProfileOf) -> Session:
    """Give the session with its next tokens and today's profile. Raises SignedOut where it has ended."""
    nobody = replace(visit, admitted=Admitted(ANONYMOUS, "", None, visit.admitted.network))
    try:
        tokens = await nobody.ask(RefreshSession(refresh_token=session.renew))
        renewed = session.renewed(tokens)
        visit.admitted = Admitted(ANONYMOUS, renewed.access, None, visit.admitted.network)
        return replace(renewed, profile=await profile_of(visit))
    except AnsweredProblemError as error:
        if error.problem.status != 401:
            raise
        visit.session = None
        raise SignedOut(ended=True) from error
