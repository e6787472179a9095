"""What a feature promises the program, and what the program gives a feature."""
