"""How fast and how often: token buckets, and pauses between tries."""
