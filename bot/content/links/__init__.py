"""Links of the content: whether their pages open, and whose pages they are."""
