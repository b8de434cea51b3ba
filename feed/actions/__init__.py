"""What members do: one verb per file. The edge opens the transaction, commits it, then announces."""
