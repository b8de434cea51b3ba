"""Apps and their permissions: OAuth 2."""
