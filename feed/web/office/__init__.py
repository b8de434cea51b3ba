"""The company's pages: who waits for an answer, members, cars, complaints, and the log of what was done."""
