"""What a member is told of."""
