"""What libraries tell of themselves, and what citizens tell of them."""
