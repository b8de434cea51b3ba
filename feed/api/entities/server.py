"""The server, its apps, and what they may."""

from typing import Any

from typing_extensions import TypedDict


class Emoji(TypedDict):
    """A small picture of this server's own."""

    shortcode: str
    url: str
    static_url: str
    visible_in_picker: bool
    category: str | None


class Rule(TypedDict):
    """What members agree to."""

    id: str
    text: str
    hint: str


class Instance(TypedDict):
    """Who we are and what is possible here."""

    domain: str
    title: str
    version: str
    source_url: str
    description: str
    usage: dict[str, dict[str, int]]
    thumbnail: dict[str, str]
    icon: list[Any]
    languages: list[str]
    configuration: dict[str, Any]
    registrations: dict[str, Any]
    api_versions: dict[str, int]
    contact: dict[str, Any]
    rules: list[Rule]


class InstanceV1(TypedDict):
    """The same for older apps."""

    uri: str
    title: str
    short_description: str
    description: str
    email: str
    version: str
    urls: dict[str, str]
    stats: dict[str, int]
    thumbnail: str
    languages: list[str]
    registrations: bool
    approval_required: bool
    invites_enabled: bool
    configuration: dict[str, Any]
    contact_account: None
    rules: list[Rule]


class ExtendedDescription(TypedDict):
    """More about the server, in HTML."""

    updated_at: str
    content: str


class Week(TypedDict):
    """What happened in a week."""

    week: str
    statuses: str
    logins: str
    registrations: str


class Language(TypedDict):
    """A language of the server."""

    code: str
    name: str


class App(TypedDict):
    """A client somebody registered."""

    id: str
    name: str
    website: str | None
    scopes: list[str]
    redirect_uris: list[str]
    redirect_uri: str
    vapid_key: str


class NewApp(App):
    """A client with its secret, which is shown once."""

    client_id: str
    client_secret: str
    client_secret_expires_at: int


class Token(TypedDict):
    """What an app shows from now on."""

    access_token: str
    token_type: str
    scope: str
    created_at: int


class Links(TypedDict):
    """Where there is more."""

    links: list[dict[str, str]]


class NodeInfo(TypedDict):
    """What really runs here."""

    version: str
    software: dict[str, str]
    protocols: list[str]
    services: dict[str, list[str]]
    usage: dict[str, Any]
    openRegistrations: bool
    metadata: dict[str, Any]


class Webfinger(TypedDict):
    """Where a member's page is."""

    subject: str
    aliases: list[str]
    links: list[dict[str, str]]


class AuthorizationServer(TypedDict):
    """RFC 8414."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    app_registration_endpoint: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    response_modes_supported: list[str]
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    code_challenge_methods_supported: list[str]
    service_documentation: str
