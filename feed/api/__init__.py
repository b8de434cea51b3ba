"""Mastodon's client API and our own paths beside it: HTTP in, one action or query, JSON out."""
