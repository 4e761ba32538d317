"""Random tenants: portals, records and people, drawn small and alike so that rules meet often."""

from worlds.people import NOW, people, role_sets
from worlds.portals import MODULES, portal_documents
from worlds.records import records
from worlds.storage import OPTIONS, as_stored

__all__ = ["MODULES", "NOW", "OPTIONS", "as_stored", "people", "portal_documents", "records", "role_sets"]
