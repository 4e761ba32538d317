"""What portal-config answers and says: tenants, module definitions, portals and their versions."""
