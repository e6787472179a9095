"""A list of libraries as a methodologist keeps it, taken into `content/libraries`."""
