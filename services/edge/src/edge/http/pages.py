"""What is served beside the table: public keys, the descriptions of API and messages, and pages to browse them."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from edge.domain.conditional import is_known
from edge.http import messages, published

DOCS: Final = "/api/docs"
DESCRIPTION: Final = "/api/openapi.json"
MESSAGES: Final = "/api/messages"
MESSAGES_DESCRIPTION: Final = "/asyncapi.json"
PUBLIC_KEYS: Final = "/.well-known/jwks.json"
ASSETS: Final = "fastapi_offline"
KEPT: Final = "public, max-age=3600"
DOCS_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
PAGE: Final = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portico API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{DOCS}/swagger-ui.css">
</head>
<body>
<nav><a href="{DESCRIPTION}">openapi.json</a> · <a href="{MESSAGES}">messages</a> ·
<a href="{MESSAGES_DESCRIPTION}">asyncapi.json</a></nav>
<div id="browser"></div>
<script src="{DOCS}/swagger-ui-bundle.js"></script>
<script src="{DOCS}/start.js"></script>
</body>
</html>
"""
START: Final = f"""SwaggerUIBundle({{
  url: "{DESCRIPTION}", dom_id: "#browser", deepLinking: true, docExpansion: "none", validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis], persistAuthorization: false,
}});
"""


def fixed(path: str, make: Callable[[], bytes], media_type: str, *, csp: str = "") -> Route:
    """Make a route that always answers the same, with an ETag. It is made when first asked for: few ever ask."""

    @cache
    def made() -> tuple[bytes, dict[str, str]]:
        content = make()
        headers = {"etag": f'"{hashlib.sha256(content).hexdigest()[:32]}"', "cache-control": KEPT}
        return content, headers | ({"content-security-policy": csp} if csp else {})

    async def answer(request: Request) -> Response:
        content, headers = made()
        if is_known(request.headers.get("if-none-match"), headers["etag"]):
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=media_type)

    return Route(path, answer, methods=["GET"])


def routes(describe: Callable[[], dict[str, Any]], verify_keys: str) -> list[Route]:
    """Give them all. `verify_keys` is the JWKS of the settings; only what is public of it goes out."""
    assets = files(ASSETS) / "static"
    public = json.dumps({"keys": [_public(key) for key in json.loads(verify_keys)["keys"]]}).encode()
    script, style = assets / "swagger-ui-bundle.js", assets / "swagger-ui.css"
    return [
        fixed(PUBLIC_KEYS, lambda: public, "application/jwk-set+json"),
        fixed(DESCRIPTION, lambda: json.dumps(describe()).encode(), "application/json"),
        fixed(MESSAGES_DESCRIPTION, published.asyncapi, "application/json"),
        fixed(MESSAGES, messages.page, "text/html", csp=messages.policy()),
        fixed(DOCS, PAGE.encode, "text/html", csp=DOCS_CSP),
        fixed(f"{DOCS}/start.js", START.encode, "text/javascript"),
        fixed(f"{DOCS}/swagger-ui-bundle.js", script.read_bytes, "text/javascript"),
        fixed(f"{DOCS}/swagger-ui.css", style.read_bytes, "text/css"),
    ]


def _public(key: dict[str, Any]) -> dict[str, Any]:
    return {name: key[name] for name in ("kty", "crv", "x", "kid", "use", "alg") if name in key}
