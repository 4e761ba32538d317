"""A mapping file, JSON or TOML: what the rows are, what each column says, how numbers and dates are written."""

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from backoffice.problems import InputRefusedError
from contracts.kinds import ModuleName

MAX_MAPPING_BYTES: Final = 1_000_000
Kind = Literal["text", "decimal", "integer", "boolean", "date", "datetime", "list"]
RECORD: Final[dict[str, Kind]] = {
    "record_id": "text", "accounts": "list", "contacts": "list", "title": "text", "status": "text",
    "issued_on": "date", "due_on": "date", "currency": "text", "total": "decimal", "balance": "decimal",
    "terms": "text", "notes": "list", "visible_from": "datetime", "visible_until": "datetime", "hidden": "boolean",
}  # fmt: skip
"""What a column of records may say, and how it is read unless the mapping says otherwise; and `fields.<name>`."""
ACCOUNT: Final[dict[str, Kind]] = {
    "account_id": "text", "name": "text", "kind": "text", "parent": "text", "emails": "list", "language": "text",
    "features": "list",
}  # fmt: skip
FIELDS: Final = "fields."


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Strict):
    """One column. `to` is what it says; `date` its own format; `split` what parts a list; `values` words to replace."""

    to: str
    type: Kind | None = None
    date: str | None = None
    split: Annotated[str, Field(min_length=1, max_length=3)] | None = None
    values: dict[str, str] = Field(default_factory=dict)
    needed: bool = False


class File(_Strict):
    """How the file is written."""

    encoding: str = "utf-8-sig"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    quote: Annotated[str, Field(min_length=1, max_length=1)] = '"'


class Formats(_Strict):
    """How values are written. Dates are in the codes of `strptime`: 22.11.2026 is `%d.%m.%Y`."""

    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'"] = ""
    date: str = "%Y-%m-%d"
    datetime: str = "%Y-%m-%dT%H:%M:%S%z"
    time_zone: str = "UTC"
    true: tuple[str, ...] = ("true", "yes", "1")
    false: tuple[str, ...] = ("false", "no", "0")

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.decimal == self.thousands:
            raise ValueError("decimal and thousands must differ")
        return self


class Mapping(_Strict):
    """`module` for records of that module, or `rows = "accounts"`; `fixed` says what every row says alike."""

    rows: Literal["records", "accounts"] = "records"
    module: ModuleName | None = None
    file: File = File()
    formats: Formats = Formats()
    columns: Annotated[dict[str, Column], Field(min_length=1, max_length=300)]
    fixed: dict[str, JsonValue] = Field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_columns(cls, said: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        """Take `"Number" = "record_id"` for `"Number" = {to = "record_id"}`."""
        if isinstance(said, dict) and isinstance(columns := said.get("columns"), dict):
            longer = {name: {"to": column} if isinstance(column, str) else column for name, column in columns.items()}
            return {**said, "columns": longer}
        return said

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.rows == "records") != (self.module is not None):
            raise ValueError('say module = "invoices" for records, or rows = "accounts" and no module')
        known = self.targets
        targets = [*(column.to for column in self.columns.values()), *self.fixed]
        for target in targets:
            if target not in known and not (self.module and target.startswith(FIELDS)):
                more = " and fields.<name>" if self.module else ""
                raise ValueError(f"{target!r} is nothing to say; there are {', '.join(known)}{more}")
        if len(set(targets)) != len(targets):
            raise ValueError("two columns, or a column and a fixed value, say the same")
        if (key := next(iter(known))) not in targets:
            raise ValueError(f"no column says {key}")
        return self

    @property
    def targets(self) -> dict[str, Kind]:
        """Give what may be said of such rows; the first is what they are known by."""
        return RECORD if self.rows == "records" else ACCOUNT

    def kind_of(self, column: Column) -> Kind:
        """Tell how a column is read."""
        return column.type or self.targets.get(column.to, "text")


def read_mapping(path: Path) -> Mapping:
    """Read a mapping from `.json` or `.toml`. Raises InputRefusedError with a pointer to what is wrong."""
    try:
        text = path.read_bytes()[:MAX_MAPPING_BYTES].decode()
        said = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return Mapping.model_validate(said)
    except OSError as error:
        raise InputRefusedError.at(str(path), f"cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise InputRefusedError.of_validation(error, f"{path} ") from error
    except (ValueError, RecursionError) as error:
        raise InputRefusedError.at(str(path), f"is neither JSON nor TOML: {error}") from error
