"""Portico payments: payables, payments, gateways, reconciliation."""
