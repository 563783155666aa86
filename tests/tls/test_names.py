"""By which names this host is reached."""

import socket
from ipaddress import ip_address

import pytest

from app.config import NotConfigured
from app.tls import names
from app.tls.names import names_of_this_host

FIB_TRIE = """Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
           |-- 192.168.4.0
              /24 link UNICAST
           |-- 192.168.4.20
              /32 host LOCAL
           |-- 192.168.4.255
              /32 link BROADCAST
        +-- 172.17.0.0/16 2 0 2
           |-- 172.17.0.1
              /32 host LOCAL
"""
IF_INET6 = """fd000000000000000000000000000020 02 40 00 80     eth0
fd00000000000000a1b2c3d4e5f60708 02 40 00 01     eth0
fe8000000000000000fc00fffe000001 02 40 20 80     eth0
"""


@pytest.fixture(autouse=True)
def hall(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"/proc/net/fib_trie": FIB_TRIE, "/proc/net/if_inet6": IF_INET6}
    monkeypatch.setattr(names, "_read", files.__getitem__)
    monkeypatch.setattr(names, "address_in_network", lambda: "192.168.4.20")
    monkeypatch.setattr(socket, "gethostname", lambda: "Hall-7.example.com")


def test_the_host_s_own_name_and_its_name_under_local() -> None:
    assert names_of_this_host().hosts == {"hall-7", "hall-7.local", "hall-7.example.com", "localhost"}


def test_each_address_but_those_that_nobody_is_told() -> None:
    expected = {"127.0.0.1", "::1", "192.168.4.20", "172.17.0.1", "fd00::20"}

    assert names_of_this_host().addresses == {ip_address(text) for text in expected}


def test_without_proc_the_address_in_the_network_is_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_read", lambda path: "")

    assert {str(address) for address in names_of_this_host().addresses} == {"127.0.0.1", "::1", "192.168.4.20"}


def test_more_names_and_addresses_by_the_setting() -> None:
    more = names_of_this_host(["WMS.lan", "10.1.1.1", "fd00::99", "倉庫.example"])

    assert {"wms.lan", "xn--0vqq07a.example"} <= more.hosts
    assert {ip_address("10.1.1.1"), ip_address("fd00::99")} <= more.addresses


@pytest.mark.parametrize("name", ["https://wms.lan", "wms lan", "-wms", "a..b", "x" * 64])
def test_what_is_no_name_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(NotConfigured, match="neither a name of a host nor an address"):
        names_of_this_host([name])
