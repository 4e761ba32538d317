"""Reads CSV files by a mapping: which column is what, in which format."""

from backoffice.table.mapping import Mapping, read_mapping
from backoffice.table.rows import Row, Table, open_table

__all__ = ["Mapping", "Row", "Table", "open_table", "read_mapping"]
