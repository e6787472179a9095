"""How well questions are understood, and why: for editors and tests."""
