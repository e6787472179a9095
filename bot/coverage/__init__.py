"""How many people live near a library that can help, and what would change that."""
