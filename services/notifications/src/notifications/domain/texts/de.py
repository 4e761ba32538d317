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
    invitation_who_by_colleague="{inviter} lädt Sie als Kollegin oder Kollegen zum Portal {portal} von {tenant} ein.",
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
    console="Konsole von {tenant}",
    reset_subject="Neues Passwort für {portal} wählen",
    reset_who="Jemand, hoffentlich Sie selbst, hat ein neues Passwort für {portal} angefordert.",
    reset_how="Öffnen Sie den Link und wählen Sie eines. Danach sind Sie überall abgemeldet und melden sich "
    "mit dem neuen Passwort an.",
    reset_button="Neues Passwort wählen",
    reset_until="Der Link funktioniert einmal, bis zum {date}.",
    reset_unexpected="Sie waren das nicht? Dann ignorieren Sie diese E-Mail einfach: Ihr Passwort bleibt, wie es ist.",
    changed_subject="Ihr Passwort für {portal} wurde geändert",
    changed_who="Ihr Passwort für {portal} wurde am {date} geändert.",
    changed_what="Alle anderen Geräte wurden abgemeldet. Wenn Sie das selbst waren, ist nichts weiter zu tun.",
    changed_unexpected="Sie waren das nicht? Dann fordern Sie dort, wo Sie sich anmelden, sofort ein neues "
    "Passwort an und geben Sie {tenant} Bescheid.",
    staff_subject="{inviter} lädt Sie zur Konsole von {tenant} ein",
    staff_who="{inviter} lädt Sie ein, in der Konsole von {tenant} zu arbeiten.",
    footer="Gesendet von Portico im Auftrag von {tenant}. Bitte antworten Sie nicht auf diese E-Mail: Antworten werden "
    "nicht gelesen.",
)
