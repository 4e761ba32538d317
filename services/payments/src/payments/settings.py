"""Settings of payments, from the environment."""

from chassis.settings import StoreSettings


class PaymentsSettings(StoreSettings):
    """What every service with a database has."""
