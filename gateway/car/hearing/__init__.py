"""What is said, put in order: by count, by tongue, piece by piece; who is heard, and who is missed."""
