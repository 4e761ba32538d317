"""How a fault tells its author what to do."""

import re
from typing import Final

REMEDY: Final = re.compile(r"; (add|use|write|leave|set|name|grant|choose|merge)\b")
"""What every detail ends with: after what is wrong, what to do."""
