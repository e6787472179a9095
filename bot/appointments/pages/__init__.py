"""Pages of appointments: the desk’s, and what a slip or a calendar opens."""
