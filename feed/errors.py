"""What can be wrong with a request: a code, a sentence safe for the client, and one for the log."""

from collections.abc import Mapping


class FeedError(Exception):
    """A request that cannot be served. `safe` goes to the client, `facts` to the log only."""

    code = 500
    safe = "Something went wrong on our side"

    def __init__(self, safe: str | None = None, **facts: object) -> None:
        super().__init__(safe or self.safe)
        self.safe = safe or self.safe
        self.facts = facts

    def body(self) -> dict[str, object]:
        """What the client reads."""
        return {"error": self.safe}


class NotFoundError(FeedError):
    """No such thing, or nothing the viewer may know of."""

    code, safe = 404, "Record not found"


class UnauthenticatedError(FeedError):
    """No token, or one that is not (or no longer) good."""

    code, safe = 401, "The access token is invalid"


class OutOfScopeError(FeedError):
    """The token is good, but not for this."""

    code, safe = 403, "This action is outside the authorized scopes"


class NotAllowedError(FeedError):
    """Someone tried what is for others to do."""

    code, safe = 403, "This action is not allowed"


class InvalidError(FeedError):
    """The request says something that cannot be. `details` names each field and what is wrong with it."""

    code, safe = 422, "Validation failed"

    def __init__(self, safe: str, *, details: Mapping[str, str] | None = None, **facts: object) -> None:
        super().__init__(f"{self.safe}: {safe}", **facts)
        self.details = details or {}

    def body(self) -> dict[str, object]:
        """The sentence, and the fields one by one in Mastodon's shape."""
        details = {
            field: [{"error": "ERR_INVALID", "description": wrong}] for field, wrong in self.details.items()
        }
        return {"error": self.safe} | ({"details": details} if details else {})


class UnavailableError(FeedError):
    """What this server does not do."""

    code, safe = 503, "This is not available on this server"


class TooLargeError(FeedError):
    """More bytes than are taken."""

    code, safe = 413, "The request is too large"


class MalformedRequestError(FeedError):
    """The body is not what its content type promises."""

    code, safe = 400, "The request could not be read"


class TooManyRequestsError(FeedError):
    """Slower, please. `retry_after_s` says when to come back."""

    code, safe = 429, "Too many requests"

    def __init__(self, *, retry_after_s: int, **facts: object) -> None:
        super().__init__(None, **facts)
        self.retry_after_s = retry_after_s


class OAuthError(FeedError):
    """A refusal in OAuth's own words: `error` is one of RFC 6749's names."""

    code = 400

    def __init__(self, error: str, description: str, *, code: int = 400, **facts: object) -> None:
        super().__init__(description, **facts)
        self.error = error
        self.code = code

    def body(self) -> dict[str, object]:
        """RFC 6749's shape."""
        return {"error": self.error, "error_description": self.safe}


class ConfigError(Exception):
    """The operator's settings cannot be used; the sentence says which and what would be right."""
