"""The SDK of backoffice systems."""
