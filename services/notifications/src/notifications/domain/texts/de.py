"""German."""

from typing import Final

from notifications.domain.texts.texts import Texts

GERMAN: Final = Texts(
    language="de",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    date="{day}. {month} {year}, {hour}:{minute} Uhr (UTC)",
    invitation_subject="{inviter} lädt Sie zum Portal {portal} ein",
    invitation_subject_by_tenant="{tenant} lädt Sie zum Portal {portal} ein",
    invitation_greeting="Guten Tag {name},",
    invitation_who="{inviter} von {tenant} lädt Sie zum Portal {portal} ein.",
    invitation_who_by_tenant="{tenant} lädt Sie zum Portal {portal} ein.",
    invitation_what="Dort finden Sie, was {tenant} für Sie bereitstellt, zum Beispiel Angebote, Aufträge, "
    "Rechnungen oder Dokumente, und können jederzeit direkt darauf antworten.",
    invitation_new="Nehmen Sie dazu die Einladung an und wählen Sie ein eigenes Passwort.",
    invitation_existing="Mit dieser Adresse haben Sie bereits einen Zugang: Nehmen Sie die Einladung an und melden Sie "
    "sich mit Ihrem bisherigen Passwort an. Es bleibt, wie es ist.",
    invitation_button="Einladung annehmen",
    invitation_until="Die Einladung gilt bis zum {date}.",
    invitation_link="Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:",
    invitation_alone="Der Link ist nur für Sie bestimmt; bitte geben Sie ihn nicht weiter.",
    invitation_unexpected="Sie haben diese Einladung nicht erwartet? Dann ignorieren Sie diese E-Mail einfach: Es "
    "geschieht nichts, solange Sie die Einladung nicht annehmen.",
    footer="Gesendet von Portico im Auftrag von {tenant}. Bitte antworten Sie nicht auf diese E-Mail: Antworten werden "
    "nicht gelesen.",
)
