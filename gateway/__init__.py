"""Cars in, drafts out: hear what cars report, notice what matters, say it in the first person, carry it."""
