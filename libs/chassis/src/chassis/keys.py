"""Ed25519 keys as JWK (RFC 8037): read from settings, made for a new installation."""

import base64
import json
import secrets

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.algorithms import OKPAlgorithm


def new_signing_key() -> str:
    """Make a private key as JWK text, with a random `kid`."""
    jwk = OKPAlgorithm.to_jwk(Ed25519PrivateKey.generate(), as_dict=True)
    return json.dumps(jwk | {"kid": secrets.token_hex(8), "use": "sig", "alg": "EdDSA"})


def public_keys(*private: str) -> str:
    """Give the JWKS text of the public halves of private JWK texts."""
    return json.dumps(
        {"keys": [{name: value for name, value in json.loads(key).items() if name != "d"} for key in private]}
    )


def read_signing_key(text: str) -> tuple[str, Ed25519PrivateKey]:
    """Read a private JWK; raises ValueError when it is none."""
    jwk = json.loads(text)
    key = jwt.PyJWK.from_dict(jwk, algorithm="EdDSA").key
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("the signing key is not a private Ed25519 JWK")
    return str(jwk["kid"]), key


def read_public_keys(text: str) -> dict[str, Ed25519PublicKey]:
    """Read a JWKS into keys by `kid`; raises ValueError when one is no public Ed25519 key."""
    keys: dict[str, Ed25519PublicKey] = {}
    for jwk in json.loads(text)["keys"]:
        key = jwt.PyJWK.from_dict(jwk, algorithm="EdDSA").key
        if not isinstance(key, Ed25519PublicKey):
            raise TypeError("the key set holds something that is not a public Ed25519 key")
        keys[str(jwk["kid"])] = key
    return keys


def read_bytes(text: str, length: int = 32) -> bytes:
    """Read a base64url secret of `length` bytes; raises ValueError otherwise."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) != length:
        raise ValueError(f"the secret has {len(raw)} bytes, not {length}")
    return raw


def write_bytes(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
