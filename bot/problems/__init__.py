"""What could not be done: events that broke and letters that were not delivered, for admins."""
