"""Channels: each turns its own events into turns and our messages into its own calls."""
