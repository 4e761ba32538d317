"""What a form asks for cannot be done to the draft as it is."""

from edge.domain.refusal import Refusal


class Unfit(Refusal):
    """The draft has no such place, or what is asked makes no sense there."""

    code = "drafts.unfit"
    status = 409
    title = "The draft is not as it was"
