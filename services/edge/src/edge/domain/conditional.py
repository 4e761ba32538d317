"""Conditional requests (RFC 9110, section 13): a resource's revision is its entity tag."""

import re
from typing import Final

from edge.domain.refusal import RevisionMissing, RevisionStale

_TAG: Final = re.compile(r'"(\d{1,19})"')
_WEAK: Final = "W/"


def entity_tag(revision: int) -> str:
    """Write a revision as a strong entity tag."""
    return f'"{revision}"'


def expected_revision(if_match: str | None) -> int:
    """Read If-Match. Raises RevisionMissing without one, RevisionStale for one that is no tag of ours."""
    if if_match is None or if_match.strip() == "*":
        raise RevisionMissing('Send If-Match with the ETag that you read, e.g. If-Match: "7".')
    tag = _TAG.fullmatch(if_match.strip())
    if tag is None:
        raise RevisionStale("If-Match names no revision of this resource. Read it again.")
    return int(tag[1])


def is_known(if_none_match: str | None, tag: str) -> bool:
    """Tell whether the reader has this revision already (weak comparison)."""
    if if_none_match is None:
        return False
    given = [each.strip().removeprefix(_WEAK) for each in if_none_match.split(",")]
    return "*" in given or tag in given
