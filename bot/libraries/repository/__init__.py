"""Rows of what is told of libraries."""
