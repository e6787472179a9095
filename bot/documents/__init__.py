"""Documents that are made here: spreadsheets."""
