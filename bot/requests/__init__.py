"""Citizens' requests: who has them, by when they are answered, and their history."""
