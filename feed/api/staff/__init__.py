"""What the staff does so that members can be at ease."""
