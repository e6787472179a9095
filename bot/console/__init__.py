"""Web pages for librarians, their heads and coordinators."""
