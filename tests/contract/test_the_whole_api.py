"""Whatever is asked of the API, by the contract or against it, the answer fits and nothing breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from feed.api.openapi import document
from feed.api.routes import ROUTES
from tests.servers.parts import free_port, wait_until
from tests.servers.program import Program
from tests.servers.road import status_of

EXAMPLES = 20  # of each path and method
CONTRACT = document(ROUTES, title="Kurumatomo", version="1", url="http://localhost")
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(CONTRACT).get_all_operations()]
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A trial with a member, some words and a car in it."""
    folder = tmp_path_factory.mktemp("api")
    database, port = f"sqlite:///{folder}/feed.sqlite", free_port()
    environment = {"KURUMATOMO_FEED_MEDIA_FOLDER": str(folder / "media")}
    options = ("--database", database, "--port", str(port), "--trial")
    program = Program("feed", "serve", *options, log=folder / "feed.log", environment=environment)
    program.start()
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: status_of(f"{address}/readyz") == 200, what="the feed answers")
    yield address
    assert program.stop() == 0, program.printed


@pytest.fixture(scope="module")
def owner(feed: str) -> dict[str, str]:
    """The header of somebody who signed in, for everything a person may do."""

    def post(path: str, token: str = "", **body: object) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {token}"} if token else None
        return dict(requests.post(f"{feed}{path}", json=body, headers=headers, timeout=30).json())

    scopes = "read write follow push"
    app = post("/api/v1/apps", client_name="x", redirect_uris="https://x.example", scopes=scopes)
    known = {"client_id": app["client_id"], "client_secret": app["client_secret"], "scope": scopes}
    by_itself = post("/oauth/token", grant_type="client_credentials", **known)["access_token"]
    me = {"username": "aki", "email": "aki@x.example", "password": "correct horse battery"}
    token = post("/api/v1/accounts", by_itself, **me, agreement=True, locale="en")["access_token"]
    said = post("/api/v1/statuses", token, status="hello #ev")
    post("/api/v1/statuses", token, status="again", in_reply_to_id=said["id"])
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method.upper()} {one.path}")
def test_every_answer_fits_the_contract(
    feed: str, owner: dict[str, str], operation: schemathesis.APIOperation[Any, Any, Any, Any]
) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,  # the same seed each time
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=feed, headers=owner, checks=CHECKS)

    holds()
