"""From letters to the words that are searched."""
