"""Who lives near a library that can help."""
