"""Makes the secrets of a new installation: what each service finds in its environment."""

import secrets

from chassis.keys import new_signing_key, public_keys, write_bytes
from chassis.sealing import new_seal_keys


def generate() -> dict[str, str]:
    """Make every secret anew; environment names to values. Identity alone gets the signing and the refresh key,
    notifications alone the seal key, the edge alone the web key, the operator alone the operator key; the public
    halves go to everybody.
    """
    signing, operator = new_signing_key(), new_signing_key()
    seal, seal_public = new_seal_keys()
    return {
        "PORTICO_SIGNING_KEY": signing,
        "PORTICO_VERIFY_KEYS": public_keys(signing),
        "PORTICO_OPERATOR_KEY": operator,
        "PORTICO_OPERATOR_VERIFY_KEYS": public_keys(operator),
        "PORTICO_SEAL_KEY": seal,
        "PORTICO_SEAL_PUBLIC_KEY": seal_public,
        "PORTICO_CURSOR_KEY": write_bytes(secrets.token_bytes(32)),
        "PORTICO_REFRESH_KEY": write_bytes(secrets.token_bytes(32)),
        "PORTICO_WEB_KEY": write_bytes(secrets.token_bytes(32)),
    }
