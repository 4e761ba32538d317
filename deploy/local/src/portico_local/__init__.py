"""Portico on one machine: starts RabbitMQ, MongoDB, S3, the mail catcher and every service."""
