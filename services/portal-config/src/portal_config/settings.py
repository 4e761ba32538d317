"""Settings of portal-config: those that every service with a database has."""

from chassis.settings import StoreSettings


class PortalConfigSettings(StoreSettings):
    """Read from `PORTICO_…`. Its own bounds are rules, in `domain/`, not settings."""
