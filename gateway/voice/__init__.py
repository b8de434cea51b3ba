"""SPEAK: event + persona + discretion → Draft. Pure."""
