"""Puts the program together: settings, content, storage, engine and channels."""
