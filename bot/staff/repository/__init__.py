"""All SQL of the staff, by what it reads and writes."""
