"""Keys and passwords of one local Portico: made once, kept in its state folder."""

import secrets

from portico_local import environment_files
from portico_local.layout import Layout
from portico_operator import keys

AMQP_PASSWORD = "PORTICO_LOCAL_AMQP_PASSWORD"  # noqa: S105 - the names of variables, not their values
S3_ACCESS_KEY = "PORTICO_S3_ACCESS_KEY"
S3_SECRET_KEY = "PORTICO_S3_SECRET_KEY"  # noqa: S105


def load(layout: Layout) -> dict[str, str]:
    """All secrets by name. Makes what is missing, so an older folder gets what a newer version needs."""
    known = environment_files.read(layout.secrets)
    complete = {**_for_parts(), **keys.generate(), **known}
    if complete != known:
        environment_files.write(layout.secrets, complete, "Keys and passwords of this local Portico. Keep them here.")
    return complete


def _for_parts() -> dict[str, str]:
    return {
        AMQP_PASSWORD: secrets.token_urlsafe(24),
        S3_ACCESS_KEY: f"portico{secrets.token_hex(6)}",
        S3_SECRET_KEY: secrets.token_hex(24),
    }
