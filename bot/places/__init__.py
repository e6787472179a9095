"""Places: settlements as people name them, distances, and libraries that are open and can help."""
