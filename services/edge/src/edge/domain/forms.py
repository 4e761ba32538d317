"""Whether a form came from our own page: a signed double-submit token and the Origin (OWASP CSRF cheat sheet)."""

import hashlib
import hmac
from urllib.parse import urlsplit


def form_token(key: bytes, nonce: str, path: str) -> str:
    """Make the hidden field of a form at `path` for the browser whose cookie holds `nonce`."""
    return hmac.new(key, f"form\0{nonce}\0{path}".encode(), hashlib.sha256).hexdigest()


def token_holds(key: bytes, nonce: str, path: str, token: str) -> bool:
    """Tell whether the field belongs to this browser and this form, in constant time."""
    return bool(nonce) and hmac.compare_digest(form_token(key, nonce, path).encode(), token.encode())


def is_same_origin(origin: str | None, fetch_site: str | None, host: str) -> bool:
    """Tell whether a request came from a page of this host.

    `Origin` decides where there is one; without it `Sec-Fetch-Site`; with neither it is refused, as every browser of
    today sends one of them with a form.
    """
    if origin is not None:
        return bool(host) and urlsplit(origin).netloc.lower() == host.lower()
    return fetch_site == "same-origin"
