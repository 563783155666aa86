"""A host with names and addresses of the test's choosing, and a folder for what it keeps."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from app.tls.names import Names

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def names(*texts: str) -> Names:
    """Of what is written: addresses and hosts."""
    addresses, hosts = set(), set()
    for text in texts:
        try:
            addresses.add(ip_address(text))
        except ValueError:
            hosts.add(text)
    return Names(frozenset(hosts), frozenset(addresses))


HOST = names("hall-7", "hall-7.local", "localhost", "127.0.0.1", "192.168.4.20", "fd00::20", "::1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "tls"
