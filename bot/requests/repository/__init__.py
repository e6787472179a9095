"""All SQL of requests, by what it reads and writes."""
