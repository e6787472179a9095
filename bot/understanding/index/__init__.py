"""What the content teaches, ready to be searched, and kept on disk."""
