"""Addresses given in the environment: they replace the local part that would have been started."""

from collections.abc import Iterable, Mapping

from portico_local import environment_files
from portico_local.layout import Layout
from portico_local.parts.part import NotReady, Part

# Which address replaces which part, and what has to be given with it.
REPLACES: Mapping[str, str] = {
    "rabbitmq": "PORTICO_AMQP_URL",
    "mongodb": "PORTICO_MONGO_URL",
    "s3": "PORTICO_S3_URL",
    "mail": "PORTICO_SMTP_URL",
}
LOCAL = "PORTICO_LOCAL_ADDRESSES"  # in addresses.env: names of the addresses that lead to local parts
OPTIONAL = frozenset({"PORTICO_MAIL_URL", "PORTICO_S3_REGION"})


def own(layout: Layout) -> dict[str, str]:
    """The addresses of local parts that this folder's last run wrote."""
    written = environment_files.read(layout.addresses)
    return {name: written[name] for name in written.get(LOCAL, "").split() if name in written}


def instead_of(parts: Iterable[Part], environ: Mapping[str, str], layout: Layout) -> dict[str, dict[str, str]]:
    """Part name → the addresses given for it.

    What this folder itself wrote last time does not count as given: a shell that has read `addresses.env` must not
    make the next run believe that somebody else keeps those parts. Raises NotReady where only half was given.
    """
    ours = own(layout)
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        first = REPLACES[part.name]
        address = environ.get(first)
        if not address or address in {ours.get(first), part.addresses()[first]}:
            continue
        names = part.addresses().keys()
        missing = [name for name in names if not environ.get(name) and name not in OPTIONAL]
        if missing:
            raise NotReady(f"{first} is given in the environment: give {', '.join(missing)} with it, or unset it.")
        found[part.name] = {name: environ[name] for name in names if environ.get(name)}
    return found
