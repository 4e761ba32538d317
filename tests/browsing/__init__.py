"""What people do in a browser, on Debian's Chromium: windows that notice what goes wrong, and who sits before them."""

from browsing.chromium import chromium
from browsing.visitor import Visitor
from browsing.window import Window

__all__ = ["Visitor", "Window", "chromium"]
