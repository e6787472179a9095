"""Around a turn: what is accepted as work, and what is found out before its transaction."""
