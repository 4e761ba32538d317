"""Payments, put together."""

from chassis.store_service import StoreService
from payments.settings import PaymentsSettings


def make_app() -> StoreService:
    """Make the service."""
    return StoreService("payments", PaymentsSettings())
