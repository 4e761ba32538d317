"""What pages say, one file per language; a test holds that none lacks a sentence."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FALLBACK: Final = "en"
Texts = Mapping[str, str]


def load() -> Mapping[str, Texts]:
    """Read every language."""
    folder = Path(__file__).parent
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def choose(known: Mapping[str, Texts], wished: str, accepted: str = "") -> str:
    """Give a language that we have: the wished one, else the browser's first (Accept-Language, in order), else ours."""
    wishes = [wished, *(each.split(";")[0].strip() for each in accepted[:200].split(","))]
    return next((wish[:2].lower() for wish in wishes if wish[:2].lower() in known), FALLBACK)
