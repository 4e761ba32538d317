"""Portico portal-config: tenants, portals, modules, versions."""
