"""What a module, its fields and its statuses are called, for people who design a portal."""

from dataclasses import dataclass

from edge.domain.headings import readable
from edge.web.catalogues import label
from edge.web.visit import Json, Visit


@dataclass
class ModuleWords:
    """The words of one module in the visitor's language. `definition` is the tenant's of it."""

    visit: Visit
    name: str
    definition: Json

    @property
    def statuses(self) -> dict[str, str]:
        """Give what the module calls its statuses."""
        known = self.definition.get("statuses") or ()
        return {each["value"]: label(each["label"], self.visit.language) or each["value"] for each in known}

    def called(self, entry: Json) -> str:
        """Give what the module is called in a portal whose entry of it this is."""
        known = entry.get("label") or self.definition.get("label")
        return label(known, self.visit.language) if known else readable(self.name, None, self.visit.language)

    def named(self, field: str) -> str:
        """Give what people call a field."""
        declared = (each for each in self.definition.get("fields") or () if f"fields.{each['name']}" == field)
        known: Json = next(declared, {})
        return readable(field, known.get("label"), self.visit.language)
