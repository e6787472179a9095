"""Settlements of the country by the state's codifier (KATOTTG): read, checked, taken in."""
