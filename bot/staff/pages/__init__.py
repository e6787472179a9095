"""The staff in the browser: signing in, one's own account, colleagues, the log."""
