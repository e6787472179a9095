"""Which entries are likely, and how sure that is."""
