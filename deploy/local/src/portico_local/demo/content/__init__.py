"""What the demo's tenant has to show, as pure data: the same day always gives the same accounts, records and portal."""
