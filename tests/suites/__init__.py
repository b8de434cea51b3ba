"""Other people's test-suites, run against a feed of ours."""
