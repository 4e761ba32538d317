"""Nothing in the tree names a package registry or a place on somebody's machine."""

import os
import re
from urllib.parse import urlsplit

import pytest

from repository.tree import ROOT, here, tracked

# Written in parts, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
        ("rubygems", "org"),
        ("repo1", "maven", "org"),
        ("registry-1", "docker", "io"),
    )
]
PLACES = [re.compile(r"(?<![\w.*-])" + "/".join(("", *parts, ""))) for parts in (("root",), ("work",), ("tmp", "bash"))]
INDEX_SETTINGS = ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL")
BINARY = {".png", ".ico", ".woff2", ".pdf", ".jpg"}


def _texts() -> dict[str, str]:
    return {here(path): path.read_text() for path in tracked() if path.suffix not in BINARY}


def _configured() -> list[str]:
    """The registries that this very machine uses, whatever they are called."""
    hosts = [urlsplit(os.environ.get(name, "")).hostname for name in INDEX_SETTINGS]
    return [host for host in hosts if host]


def test_no_file_names_a_registry() -> None:
    naming = [
        f"{name}: {host}" for name, text in _texts().items() for host in (*REGISTRIES, *_configured()) if host in text
    ]
    assert not naming


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_no_file_names_a_place_on_a_machine(place: re.Pattern[str]) -> None:
    assert not [name for name, text in _texts().items() if place.search(text)]


def test_no_file_names_where_this_copy_lies() -> None:
    assert not [name for name, text in _texts().items() if str(ROOT) in text]
