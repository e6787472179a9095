"""Documents that are made here."""
