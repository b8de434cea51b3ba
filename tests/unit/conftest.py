"""Unit tests open no socket."""

import pytest
from pytest_socket import disable_socket, enable_socket


@pytest.fixture(autouse=True)
def no_sockets() -> object:
    """Any attempt to connect fails the test; unix sockets stay, for the event loop's own pair."""
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()
