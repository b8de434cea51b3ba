"""Somebody's phone: an app of somebody else's, registered, and allowed by its owner in a browser."""

import html
import re

import requests
from mastodon import Mastodon

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
SCOPES = ["read", "write", "follow"]
PATIENCE_S = 10


def phone_of(address: str, name: str, password: str) -> Mastodon:
    """Mastodon.py, signed in as this person."""
    client_id, secret = Mastodon.create_app(
        "Phone", scopes=SCOPES, redirect_uris=OUT_OF_BAND, api_base_url=address
    )
    client = Mastodon(client_id, secret, api_base_url=address, ratelimit_method="throw")
    question = client.auth_request_url(scopes=SCOPES, allow_http=True)
    code = allow_in_a_browser(address, question, name, password)
    client.log_in(code=code, scopes=SCOPES, allow_http=True)
    return client


def allow_in_a_browser(address: str, question: str, name: str, password: str) -> str:
    """Signs in on the page that the question leads to, says yes, and copies the code."""
    browser = requests.Session()
    sign_in = browser.get(question, timeout=PATIENCE_S)
    assert sign_in.url.startswith(f"{address}/sign-in")
    asked = _answer(browser, f"{address}/sign-in", sign_in.text, name=name, password=password)
    assert "Phone" in asked
    told = _answer(browser, f"{address}/oauth/authorize", asked, decision="allow")
    found = re.search(r"<code[^>]*>([^<]+)</code>", told)
    assert found, told
    return found[1]


def browser_of(address: str, name: str, password: str) -> requests.Session:
    """A browser in which this person is signed in."""
    browser = requests.Session()
    page = browser.get(f"{address}/sign-in", timeout=PATIENCE_S).text
    _answer(browser, f"{address}/sign-in", page, name=name, password=password)
    return browser


def _answer(browser: requests.Session, address: str, page: str, **fields: str) -> str:
    """The page that follows when the form on this one is sent."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    hidden = {name: html.unescape(value) for name, value in found}
    return browser.post(address, data=hidden | fields, timeout=PATIENCE_S).text
