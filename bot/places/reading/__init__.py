"""Which settlements a text names, in any case and spelling."""
