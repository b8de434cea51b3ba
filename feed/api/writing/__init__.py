"""What is said, and what people do to it."""
