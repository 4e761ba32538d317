"""What each kind of change is called, for people who decide what customers see."""

from collections.abc import Mapping
from typing import Final

from edge.web.catalogues import later

SENTENCES: Final[Mapping[str, str]] = {
    "language-added": later("The portal also speaks: %(value)s."),
    "language-removed": later("The portal no longer speaks: %(value)s."),
    "languages-reordered": later("The languages stand in another order."),
    "module-added": later("%(module)s shows in the portal."),
    "module-removed": later("%(module)s no longer shows in the portal."),
    "module-moved": later("%(module)s stands at another place in the menu."),
    "module-renamed": later("%(module)s is called otherwise than before."),
    "module-switched-on": later("%(module)s is on for everybody, not only where an exception says so."),
    "module-switched-off": later("%(module)s is off, but where an exception switches it on."),
    "scope-widened": later("%(module)s: people see records of more accounts (“%(after)s” instead of “%(before)s”)."),
    "scope-narrowed": later("%(module)s: people see records of fewer accounts (“%(after)s” instead of “%(before)s”)."),
    "filter-added": later("%(module)s: only records that fit a filter show: %(after)s"),
    "filter-removed": later("%(module)s: no filter holds records back any more."),
    "filter-changed": later("%(module)s: another filter decides which records show: %(after)s"),
    "action-granted": later("%(module)s: people may also %(value)s."),
    "action-withdrawn": later("%(module)s: people may no longer %(value)s."),
    "actions-reordered": later("%(module)s: the actions stand in another order."),
    "field-granted": later("%(module)s: “%(field)s” shows."),
    "field-withdrawn": later("%(module)s: “%(field)s” no longer shows."),
    "field-made-writable": later("%(module)s: people may change “%(field)s”."),
    "field-made-read-only": later("%(module)s: people may read “%(field)s”, but no longer change it."),
    "fields-reordered": later("%(module)s: the fields stand in another order."),
    "layout-changed": later("%(module)s: lists or pages are laid out otherwise."),
    "role-layouts-changed": later("%(module)s: some roles have another layout."),
    "related-changed": later("%(module)s: other related records stand on its pages."),
    "sort-changed": later("%(module)s: lists begin in another order."),
    "role-added": later("There is a new role: “%(role)s”."),
    "role-removed": later("The role “%(role)s” is gone: it grants nothing any more."),
    "role-module-granted": later("Role “%(role)s” now sees %(value)s."),
    "role-module-withdrawn": later("Role “%(role)s” no longer sees %(value)s."),
    "role-action-restored": later("Role “%(role)s” may %(value)s again."),
    "role-action-taken": later("Role “%(role)s” may no longer %(value)s."),
    "override-added": later("There is an exception for the accounts %(accounts)s."),
    "override-removed": later("The exception for the accounts %(accounts)s is gone."),
    "override-changed": later("The exception for the accounts %(accounts)s is another one."),
}
GAINS: Final = frozenset(
    {
        "module-added", "module-switched-on", "scope-widened", "filter-removed", "action-granted", "field-granted",
        "field-made-writable", "role-module-granted", "role-action-restored", "language-added",
    }
)  # fmt: skip
"""Somebody may see or do more."""
LOSES: Final = frozenset(
    {
        "module-removed", "module-switched-off", "scope-narrowed", "filter-added", "action-withdrawn",
        "field-withdrawn", "field-made-read-only", "role-removed", "role-module-withdrawn", "role-action-taken",
        "language-removed",
    }
)  # fmt: skip
"""Somebody may see or do less."""
ACTIONS: Final[Mapping[str, str]] = {
    "view": later("look at them"),
    "create": later("create them"),
    "edit": later("edit them"),
    "delete": later("delete them"),
    "comment": later("comment"),
    "attach": later("attach files"),
    "approve": later("approve"),
    "pay": later("pay"),
    "order": later("order"),
    "share": later("share them by link"),
    "export": later("take them along as a file"),
}
SCOPES: Final = (
    ("own", later("Their own"), later("Records on which they are the contact, or which they have made.")),
    ("account", later("Those of their account"), later("Records of the account that they act for.")),
    (
        "account_tree",
        later("Those of their account and of the accounts below it"),
        later("Also records of the accounts that belong to theirs, as the backoffice says."),
    ),
    (
        "everyone",
        later("All there are"),
        later("Every record of the module shows to everybody in the portal: for products, say."),
    ),
)
"""Whose records a module shows: what it is called, and what it means."""
SETTINGS: Final[Mapping[str, str]] = {
    "/name": later("Name"),
    "/slug": later("Address"),
    "/audience": later("Audience"),
    "/defaults/language": later("Usual language"),
    "/defaults/time_zone": later("Usual time zone"),
    "/defaults/date_format": later("Usual date format"),
    "/defaults/time_format": later("Usual time format"),
    "/defaults/country": later("Usual country"),
    "/look/primary": later("Colour"),
    "/look/logo": later("Logo"),
    "/sign_in/password": later("Sign-in by password"),
    "/sign_in/link": later("Sign-in by mailed link"),
    "/sign_in/second_factor": later("Second factor"),
    "/announcement/text": later("Announcement"),
    "/announcement/tone": later("Kind of the announcement"),
    "/announcement/from": later("First day of the announcement"),
    "/announcement/until": later("Last day of the announcement"),
    "/contact/name": later("Contact person"),
    "/contact/role": later("What the contact person does"),
    "/contact/email": later("E-mail address of the contact person"),
    "/contact/phone": later("Phone of the contact person"),
    "/contact/text": later("Line beside the contact person"),
    "/terms/version": later("Version of the terms"),
    "/terms/url": later("Address of the terms"),
    "/terms/text": later("Terms"),
    "/terms/privacy_url": later("Address of the privacy notice"),
}
