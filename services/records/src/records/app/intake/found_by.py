"""The words that a record is found by, each field's apart: a search looks into those only that its policy reads."""

from collections.abc import Mapping

from contracts.backoffice.record import RecordUpserted
from policy import SEARCHABLE, ModuleDefinition
from records.app.intake.stored_record import Row
from records.domain.words import words_of


def found_by(event: RecordUpserted, fields: Mapping[str, object], definition: ModuleDefinition) -> Row:
    """Give the words by field. Declared texts have theirs whether searchable today or not: a tenant may change that."""
    names = [declared.name for declared in definition.fields if declared.type in SEARCHABLE]
    texts = {name: text for name in names if isinstance(text := fields.get(name), str)}
    return {
        "record_id": words_of(event.record_id),
        "title": words_of(event.title or ""),
        "fields": {name: words_of(text) for name, text in texts.items()},
    }
