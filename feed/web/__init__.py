"""Pages for people: the same actions and rows as the API, as HTML that also works without JavaScript."""
