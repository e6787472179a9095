"""Storage: one database, SQLite or PostgreSQL, the same statements for both."""
