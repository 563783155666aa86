"""Pages and data are sent compressed: made for one reader, so compressed for each request, fast rather than small.

A page holds a token beside words of the address or of a form. Whoever can make a browser ask for pages with words of
their choice, and sees how long the answers are, could guess the token letter by letter (BREACH). Two things stand
against it: our cookies are SameSite=Strict, so that a page that another site asks for is nobody's page; and what a
browser says another site asked for is not compressed (docs/decisions/0011-light-pages.md).
"""

import zlib

import brotli
from flask import Flask, Response, request

TYPES = frozenset(
    {
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)
LEAST = 600
"""A shorter answer fits into one packet as it is."""
LEVEL = 5
OURS = frozenset({"", "none", "same-origin"})
"""Asked for by our own page, by the person at the address bar, or by a browser that does not say."""


def init_compression(app: Flask) -> None:
    """To be called before others register what happens after a request: the last of it is what was registered first."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    if not _compressible(response):
        return response
    response.vary.add("Accept-Encoding")
    taken = request.accept_encodings
    if taken["br"]:
        response.data, response.content_encoding = brotli.compress(response.data, quality=LEVEL), "br"
    elif taken["gzip"]:
        packer = zlib.compressobj(LEVEL, wbits=31)
        response.data, response.content_encoding = packer.compress(response.data) + packer.flush(), "gzip"
    return response


def _compressible(response: Response) -> bool:
    if response.mimetype not in TYPES or response.content_encoding or response.is_streamed:
        return False
    if response.direct_passthrough or len(response.data) < LEAST:
        return False
    return request.headers.get("Sec-Fetch-Site", "") in OURS
