"""What is promised of people, looked for in the bytes."""
