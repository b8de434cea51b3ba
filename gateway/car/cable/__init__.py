"""The cable, the charge that flows through it, and what of it has been told."""
