"""What every service stands on: broker, calls, outbox, inbox, MongoDB, problems, probes, settings."""
