"""How a dry run is put together: two portals, who looks, what differs, fields, words."""
