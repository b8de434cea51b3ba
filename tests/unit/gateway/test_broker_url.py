"""What the operator may write for the broker."""

import pytest

from gateway.broker_url import BrokerAddress, broker_address, is_loopback


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("mqtt://127.0.0.1", BrokerAddress("127.0.0.1", 1883, tls=False)),
        ("mqtts://broker.example", BrokerAddress("broker.example", 8883, tls=True)),
        (
            "mqtt://fleet:p%40ss%2Fword@localhost:2883/",
            BrokerAddress("localhost", 2883, tls=False, username="fleet", password="p@ss/word"),
        ),
        ("mqtts://[::1]:8884", BrokerAddress("::1", 8884, tls=True)),
    ],
)
def test_a_url_names_host_port_and_account(url: str, address: BrokerAddress) -> None:
    assert broker_address(url) == address


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("localhost:1883", "begins with mqtt:// or mqtts://, not 'localhost'"),
        ("http://localhost", "begins with mqtt:// or mqtts://, not 'http'"),
        ("mqtt://", "names no host"),
        ("mqtt://host:lots", "not a broker's URL"),
        ("mqtt://host:99999", "not a broker's URL"),
        ("mqtt://host/topic", "ends after the port"),
    ],
)
def test_what_is_no_broker_s_url_is_told_with_what_would_be(url: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong) as told:
        broker_address(url)
    assert "mqtt://user:password@host:1883" in str(told.value)


def test_a_password_is_in_no_text_about_the_broker() -> None:
    address = broker_address("mqtt://fleet:secret@localhost")
    assert "secret" not in f"{address} {address!r}"


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("a.example", False),
    ],
)
def test_only_this_machine_is_near(host: str, near: bool) -> None:
    assert is_loopback(host) == near
