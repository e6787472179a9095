"""What the oblast library tells all librarians, or those of one raion."""
