"""Members and lists: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, app, member
from feed.api.members import accounts, follows, lists, own_account
from feed.api.server.nothing import empty_list

_ACCOUNT = "/api/v1/accounts/{id}"

ROUTES: tuple[Route, ...] = (
    app("POST", "/api/v1/accounts", own_account.create, "write:accounts"),
    member("GET", "/api/v1/accounts/verify_credentials", own_account.verify, "read:accounts", "profile"),
    member("PATCH", "/api/v1/accounts/update_credentials", own_account.update, "write:accounts"),
    member("DELETE", "/api/v1/profile/avatar", own_account.remove_avatar, "write:accounts"),
    member("DELETE", "/api/v1/profile/header", own_account.remove_header, "write:accounts"),
    member("GET", "/api/v1/preferences", own_account.preferences, "read:accounts"),
    anyone("GET", "/api/v1/accounts/lookup", accounts.lookup, "read:accounts"),
    member("GET", "/api/v1/accounts/search", accounts.search, "read:accounts"),
    member("GET", "/api/v1/accounts/relationships", accounts.relationships, "read:follows"),
    anyone("GET", _ACCOUNT, accounts.show, "read:accounts"),
    anyone("GET", f"{_ACCOUNT}/statuses", accounts.statuses, "read:statuses"),
    anyone("GET", f"{_ACCOUNT}/followers", accounts.followers, "read:accounts"),
    anyone("GET", f"{_ACCOUNT}/following", accounts.following, "read:accounts"),
    member("GET", f"{_ACCOUNT}/lists", lists.with_account, "read:lists"),
    anyone("GET", f"{_ACCOUNT}/featured_tags", empty_list, "read:accounts"),
    member("POST", f"{_ACCOUNT}/follow", follows.follow, "write:follows"),
    member("POST", f"{_ACCOUNT}/unfollow", follows.unfollow, "write:follows"),
    member("POST", f"{_ACCOUNT}/remove_from_followers", follows.remove_from_followers, "write:follows"),
    member("POST", f"{_ACCOUNT}/block", follows.block, "write:blocks"),
    member("POST", f"{_ACCOUNT}/unblock", follows.unblock, "write:blocks"),
    member("POST", f"{_ACCOUNT}/mute", follows.mute, "write:mutes"),
    member("POST", f"{_ACCOUNT}/unmute", follows.unmute, "write:mutes"),
    member("GET", "/api/v1/blocks", follows.blocks, "read:blocks"),
    member("GET", "/api/v1/mutes", follows.mutes, "read:mutes"),
    member("GET", "/api/v1/follow_requests", follows.requests, "read:follows"),
    member("POST", "/api/v1/follow_requests/{id}/authorize", follows.authorize, "write:follows"),
    member("POST", "/api/v1/follow_requests/{id}/reject", follows.reject, "write:follows"),
    member("GET", "/api/v1/lists", lists.index, "read:lists"),
    member("POST", "/api/v1/lists", lists.create, "write:lists"),
    member("GET", "/api/v1/lists/{id}", lists.show, "read:lists"),
    member("PUT", "/api/v1/lists/{id}", lists.update, "write:lists"),
    member("DELETE", "/api/v1/lists/{id}", lists.delete, "write:lists"),
    member("GET", "/api/v1/lists/{id}/accounts", lists.members, "read:lists"),
    member("POST", "/api/v1/lists/{id}/accounts", lists.add, "write:lists"),
    member("DELETE", "/api/v1/lists/{id}/accounts", lists.remove, "write:lists"),
    anyone("GET", "/api/v1/followed_tags", empty_list, "read:follows"),
    anyone("GET", "/api/v1/suggestions", empty_list, "read"),
    anyone("GET", "/api/v2/suggestions", empty_list, "read"),
)
