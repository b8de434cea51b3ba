"""What there is to read: timelines, talks, search, and how far one came."""
