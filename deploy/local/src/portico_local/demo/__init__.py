"""What a new Portico shows on its first start: a tenant with believable content, made through the public doors only."""

from portico_local.demo.building import build

__all__ = ["build"]
