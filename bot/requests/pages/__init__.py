"""Requests in the browser: lists, one request whole, and what its forms do."""
