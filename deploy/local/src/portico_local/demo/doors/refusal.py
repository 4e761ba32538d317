"""Why the demo could not be made."""


class DoorStayedShut(Exception):  # noqa: N818 - the name says what is so
    """A public door answered otherwise than it should; the text says which and how."""
