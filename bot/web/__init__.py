"""What every page and endpoint needs of HTTP: addresses, limits, headers."""
