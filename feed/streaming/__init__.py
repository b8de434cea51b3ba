"""News as it happens: who listens, and how word reaches the other workers."""
