"""What several conversations say or use."""
