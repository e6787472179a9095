"""Files on their way between citizens and librarians: sealed, counted, gone by their day."""
