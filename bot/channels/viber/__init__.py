"""Viber: callbacks in by webhook, messages out through the Bot REST API."""
