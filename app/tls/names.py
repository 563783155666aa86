"""By which names and addresses devices reach this host."""

import re
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from app.config import NotConfigured

Address = IPv4Address | IPv6Address

HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
LOCAL_IPV4 = re.compile(r"\|-- (\S+)\n\s+/32 host LOCAL")
TEMPORARY = 0x01
"""Flag of an IPv6 address that is changed every day to hide a device; nobody is told to go there."""


@dataclass(frozen=True)
class Names:
    hosts: frozenset[str]
    addresses: frozenset[Address]

    def __len__(self) -> int:
        return len(self.hosts) + len(self.addresses)

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self.hosts)
        yield from sorted(str(address) for address in self.addresses)

    def __sub__(self, other: "Names") -> "Names":
        return Names(self.hosts - other.hosts, self.addresses - other.addresses)


def names_of_this_host(more: Iterable[str] = ()) -> Names:
    """Its name, alone and under .local; localhost; every address it has now; and `more`. Raises NotConfigured."""
    full = socket.gethostname().lower()
    short = full.partition(".")[0]
    hosts = {name for name in (full, short, f"{short}.local", "localhost") if HOST.fullmatch(name)}
    addresses = set(_addresses())
    for name in more:
        try:
            addresses.add(ip_address(name))
        except ValueError:
            hosts.add(_host(name))
    return Names(frozenset(hosts), frozenset(addresses))


def address_in_network() -> str | None:
    """This machine's address as others in its network see it; None without a network. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is kept free for documents: only the way there is asked
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


def _host(name: str) -> str:
    try:
        host = name.lower().encode("idna").decode()
    except UnicodeError:
        host = ""
    if not HOST.fullmatch(host):
        raise NotConfigured(f"TLS_NAMES: {name!r} is neither a name of a host nor an address.")
    return host


def _addresses() -> Iterator[Address]:
    yield ip_address("127.0.0.1")
    yield ip_address("::1")
    found = address_in_network()  # all there is where the system has no /proc
    if found:
        yield ip_address(found)
    for text in LOCAL_IPV4.findall(_read("/proc/net/fib_trie")):
        yield ip_address(text)
    for line in _read("/proc/net/if_inet6").splitlines():
        digits, _index, _prefix, _scope, flags, _device = line.split()
        address = IPv6Address(int(digits, 16))
        if not (address.is_link_local or int(flags, 16) & TEMPORARY):  # a browser cannot open a link-local one
            yield address


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
