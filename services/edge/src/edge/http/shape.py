"""Where each field of a request comes from: the path, the query, a header or the body."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import from_json, to_json

from contracts.problem import Fault, Problem
from edge.app.faults import faults_of
from edge.domain.refusal import NotFound
from edge.http.folded import Folded, SaidTwiceError
from edge.http.problems import AnsweredProblemError
from edge.http.route import Route

_NAME: Final = re.compile(r"{(\w+)}")
_CLOSED: Final = ConfigDict(extra="forbid", regex_engine="python-re", frozen=True)
BODILESS: Final = frozenset({"GET", "DELETE"})


class Shape:
    """The request type of one route, taken apart; put together again for each request."""

    def __init__(self, route: Route) -> None:
        fields = route.request.model_fields
        named = _NAME.findall(route.path)
        if unknown := set(named) - fields.keys():
            raise TypeError(f"{route.path}: {route.request.__name__} has no {sorted(unknown)}")
        rest = {name: field for name, field in fields.items() if name not in {*named, *route.filled}}
        self._route, self._kind = route, route.request
        self.path: dict[str, FieldInfo] = {name: fields[name] for name in named}
        self.query: dict[str, FieldInfo] = rest if route.method in BODILESS else {}
        self.body: dict[str, FieldInfo] = {} if route.method in BODILESS else rest
        self.folded = Folded(self.query)
        plain = {name: field for name, field in self.query.items() if name not in self.folded.names}
        self._places = closed_model(f"{self._kind.__name__}Places", self.path | plain)
        self._said = closed_model(f"{self._kind.__name__}Said", self.body)

    def assemble(
        self, path: Mapping[str, str], query: Mapping[str, str], body: bytes, filled: Mapping[str, Any]
    ) -> bytes:
        """Check everything against the request type and give its JSON, with the fields that were sent or filled in.

        Raises AnsweredProblemError (422) naming each wrong place, NotFound for a path that cannot
        lead anywhere.
        """
        values = self._read_places(path, query)
        values.update(filled)
        for name, value in self._read_body(body).items():
            if name in values:
                raise wrong("/" + name, "extra_forbidden", "This is in the address, not in the body")
            values[name] = value
        text: bytes = to_json(values)
        try:
            # Strict: what JSON says is what it means; "yes" is no boolean here and "5" no number.
            self._kind.model_validate_json(text, strict=True, extra="forbid")
        except ValidationError as error:
            raise invalid(self.pointed(faults_of(error, values))) from error
        return text

    def said(self, body: bytes) -> dict[str, Any]:
        """Check the body by itself, before anybody is asked for the rest, and give what it says. Raises as above."""
        said = self._read_body(body)
        try:
            self._said.model_validate_json(to_json(said), strict=True)
        except ValidationError as error:
            raise invalid(self.pointed(faults_of(error, said))) from error
        return said

    def pointed(self, faults: Sequence[Fault]) -> tuple[Fault, ...]:
        """Point at places of the request as they are written in the address."""
        return tuple(self.folded.pointed(fault) for fault in faults)

    def _read_places(self, path: Mapping[str, str], query: Mapping[str, str]) -> dict[str, Any]:
        if twice := query.keys() & path.keys():
            raise wrong("/" + min(twice), "extra_forbidden", "This is in the path, not in the query")
        try:
            plain, unfolded = self.folded.take(query)
            read = self._places.model_validate_strings({**plain, **path})
        except ValidationError as error:
            wrong_path = any(fault["loc"][0] in self.path for fault in error.errors(include_input=False))
            if wrong_path and self._route.effect == "read":
                raise NotFound from error
            raise invalid(faults_of(error, {**query, **path})) from error
        except SaidTwiceError as error:
            raise wrong(f"/{error}", "duplicate", "This parameter is given more than once") from error
        return {**read.model_dump(mode="json", exclude_unset=True), **unfolded}

    def _read_body(self, body: bytes) -> dict[str, Any]:
        if not body and not self._route.body:
            return {}
        try:
            value = from_json(body, allow_inf_nan=False)
        except ValueError as error:
            raise wrong("", "json_invalid", f"This is not JSON: {error}") from error
        if self._route.body:
            return {self._route.body: value}
        if not isinstance(value, dict):
            raise wrong("", "model_type", "This must be a JSON object")
        return value


def closed_model(name: str, fields: Mapping[str, FieldInfo]) -> type[BaseModel]:
    """Make a model of some fields of a request that takes no others."""
    definitions: dict[str, Any] = {field: (declared(info), info) for field, info in fields.items()}
    model: type[BaseModel] = create_model(name, __config__=_CLOSED, **definitions)
    return model


def declared(field: FieldInfo) -> Any:  # noqa: ANN401  a type expression
    """Give a field's type as it was declared, with its bounds."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def wrong(pointer: str, code: str, detail: str) -> AnsweredProblemError:
    """Say that one place of the input is wrong."""
    return invalid((Fault(pointer=pointer, code=code, detail=detail[:500]),))


def invalid(faults: tuple[Fault, ...]) -> AnsweredProblemError:
    """Say that places of the input are wrong."""
    return AnsweredProblemError(Problem.of(422, "invalid-input", "The input is not valid", errors=faults))
