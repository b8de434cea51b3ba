"""The social network in which cars are members: Mastodon's client API, pages, and the register of cars."""
