"""A carrier asked over HTTP: a bounded answer in bounded time, from the very address that an admin set."""

import http.client
import time
from collections.abc import Mapping
from socket import gaierror
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from app.shipping.carriers.adapter import CarrierAway, CarrierRefused, CarrierUnreached

SILENCE = 10.0
"""Seconds until the next piece of an answer."""
WHOLE = 20.0
"""Seconds until all of it is there: a carrier that sends a sign a second is not waited for."""
LARGEST = 512 * 1024
UNREACHED = (ConnectionRefusedError, gaierror)
"""Nobody listens there, or nobody knows the name: nothing was sent."""
PIECE = 16 * 1024


class _NoRedirects(HTTPRedirectHandler):
    """Whoever answers elsewhere is not the one who was meant: secrets go to the address that was set, not further."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_opener = build_opener(_NoRedirects)


def post_form(url: str, fields: Mapping[str, str]) -> str:
    """The answer's text. Raises CarrierAway, CarrierUnreached, or CarrierRefused for an address that is none."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise CarrierRefused(url[:60])
    request = Request(url, urlencode(fields).encode(), {"Accept": "*/*"})  # noqa: S310 - http or https, as just checked
    end = time.monotonic() + WHOLE
    try:
        with _opener.open(request, timeout=SILENCE) as answer:
            return _text(answer, end)
    except HTTPError as problem:
        problem.close()
        raise CarrierAway(f"HTTP {problem.code}") from None
    except (URLError, TimeoutError, OSError, http.client.HTTPException, ValueError) as problem:
        reason = getattr(problem, "reason", problem)
        away = CarrierUnreached if isinstance(reason, UNREACHED) else CarrierAway
        raise away(type(reason).__name__) from None  # its text may name the whole address


def _text(answer: Any, end: float) -> str:
    read = bytearray()
    while piece := answer.read1(PIECE):
        read += piece
        if len(read) > LARGEST:
            raise CarrierAway("too large an answer")
        if time.monotonic() > end:
            raise CarrierAway("too slow an answer")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CarrierAway("no text") from None


def is_page(text: str) -> bool:
    """Whether it is a web page, such as a proxy's or a maintenance notice, and no answer of the interface."""
    return text.lstrip()[:1] == "<"
