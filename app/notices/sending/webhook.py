"""Give a notice to a program of the shop: a signed POST, to public addresses only unless it is configured otherwise."""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from app.notices.sending.deadline import within
from app.notices.sending.outcome import NotSent

SILENCE, LONGEST = 10.0, 30.0
MOST_READ = 2000
"""Bytes of an answer that are worth reading: only what it says of a refusal."""
GONE = 410


def send_hook(url: str, content: Mapping[str, Any], secret: str, private: bool) -> None:
    """Raises NotSent. The receiver knows a repeated notice by its `Shelfway-Notice`."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Shelfway",
        "Shelfway-Notice": str(content["id"]),
        "Shelfway-Signature": signature(body, secret, int(time.time())),
    }
    try:
        status, said = _post(url, body, headers, private)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise NotSent(str(problem)[:300] or type(problem).__name__, away=True) from None
    if not 200 <= status < 300:
        raise NotSent(f"{status} {said}".strip()[:300], again=status != GONE)


def signature(body: bytes, secret: str, at: int) -> str:
    """`t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">`: an old message cannot be sent as a new one."""
    told = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={told}"


def _post(url: str, body: bytes, headers: Mapping[str, str], private: bool) -> tuple[int, str]:
    """To the very address that was judged: a name that stands for another one a moment later changes nothing."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    line: socket.socket = socket.create_connection((_address(host, port, private), port), timeout=SILENCE)
    with within(LONGEST, lambda: line):
        try:
            if parts.scheme == "https":
                context = ssl.create_default_context()
                line = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
                line.do_handshake()
            connection = http.client.HTTPConnection(host, port, timeout=SILENCE)
            connection.sock = line
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, dict(headers))
            answer = connection.getresponse()
            text = answer.read(MOST_READ).decode(errors="replace")
            return answer.status, " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        finally:
            line.close()


def _address(host: str, port: int, private: bool) -> str:
    """The first address of the host, if each of them is one of the public network's. Raises NotSent."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for one in found:
        if not private and not _is_public(one):
            raise NotSent(f"{host} is an address inside a private network ({one}); set WEBHOOK_PRIVATE=1 to allow it")
    return found[0]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_global) and not (mapped or address).is_multicast
