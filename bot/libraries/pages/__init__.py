"""Pages of the library at the desk."""
