"""The texts that every language has to have: a field left out does not even construct."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts of one language. `{names}` are filled in: inviter, tenant, portal, name, date.

    The `_by_tenant` ones stand where no person invites. `date` takes day, month, year, hour and minute.
    """

    language: str
    months: tuple[str, ...]
    date: str
    invitation_subject: str
    invitation_subject_by_tenant: str
    invitation_greeting: str
    invitation_who: str
    invitation_who_by_tenant: str
    invitation_who_by_colleague: str
    invitation_what: str
    invitation_new: str
    invitation_existing: str
    invitation_button: str
    invitation_until: str
    invitation_link: str
    invitation_alone: str
    invitation_unexpected: str
    console: str
    reset_subject: str
    reset_who: str
    reset_how: str
    reset_button: str
    reset_until: str
    reset_unexpected: str
    changed_subject: str
    changed_who: str
    changed_what: str
    changed_unexpected: str
    staff_subject: str
    staff_who: str
    footer: str

    def say_when(self, moment: datetime) -> str:
        """Write a moment as people of this language do, in UTC and saying so: we do not know where they are."""
        at = moment.astimezone(UTC)
        month = self.months[at.month - 1]
        return self.date.format(day=at.day, month=month, year=at.year, hour=f"{at:%H}", minute=f"{at:%M}")
