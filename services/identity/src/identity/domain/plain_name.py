"""Names that customers put into mails to addresses that nobody has proven: a name, and nothing that sells or links."""

import unicodedata
from itertools import pairwise
from typing import Final

from identity.domain.refusal import Fault, Refusal

MAX_PLAIN: Final = 80
_BETWEEN: Final = frozenset(" -'.,\u2019\u00b7")


class NotPlain(Refusal):
    """A text that is to stand in a mail is more than a name."""

    code = "identity.name-not-plain"
    status = 422
    title = "This is not just a name"

    def __init__(self) -> None:
        detail = f"Letters, spaces, hyphens, apostrophes and commas, at most {MAX_PLAIN}; full stops only after words."
        super().__init__(detail, faults=(Fault("/name", self.code, detail),))


def is_plain(name: str) -> bool:
    """Tell whether it is only a name: letters of any script, and no full stop inside a word, so that nothing links."""
    if len(name) > MAX_PLAIN or not all(_is_letter(each) or each in _BETWEEN for each in name):
        return False
    return not any(before == "." and _is_letter(after) for before, after in pairwise(name))


def refuse_unless_plain(name: str) -> None:
    """Raise NotPlain where it is more than a name."""
    if not is_plain(name):
        raise NotPlain


def _is_letter(character: str) -> bool:
    """Tell whether it is a letter or a mark on one, by Unicode's general category."""
    return unicodedata.category(character)[0] in "LM"
