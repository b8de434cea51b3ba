"""What the feed shows, in Mastodon's JSON: one presenter for each kind of thing."""

from feed.api.present.accounts import Json, account, field, relationship, token
from feed.api.present.attached import poll
from feed.api.present.statuses import status, tag

__all__ = ["Json", "account", "field", "poll", "relationship", "status", "tag", "token"]
