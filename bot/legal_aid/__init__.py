"""Free legal aid: whom to call and who is entitled."""
