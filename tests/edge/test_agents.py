"""What somebody calls from is told in words of a fixed set, whatever a client says of itself."""

import pytest

from edge.domain.agent import BROWSERS, SYSTEMS, agent_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (WINDOWS, "Chrome, Windows"),
        (WINDOWS + " Edg/143.0", "Edge, Windows"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.15.0", "curl"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0)", "macOS"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
        ("x" * 100_000 + "Firefox/1", ""),
    ],
)
def test_browser_and_system_are_told(said: str, told: str) -> None:
    assert agent_of(said) == told


def test_no_pair_of_words_is_longer_than_services_keep() -> None:
    longest = max(len(name) for _, name in BROWSERS) + 2 + max(len(name) for _, name in SYSTEMS)
    assert longest <= 40
