"""What goes wrong with the database, in words."""


class ReadOnlyError(Exception):
    """A write, or a lock of rows, where only reading is allowed: a defect of the program."""


class DatabaseError(Exception):
    """The database can't be used; the text says what to do."""
