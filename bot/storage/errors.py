"""What goes wrong with the database, in words."""


class DatabaseError(Exception):
    """The database can't be used; the text says what to do."""
