"""Cookies: `__Host-` ones, set by this host alone and over HTTPS; ordinary ones in the demo on plain HTTP."""

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface

A_YEAR = 365 * 24 * 3600


def is_guarded() -> bool:
    """Whether cookies are `__Host-` ones: always, but for the demo on plain HTTP."""
    return request.is_secure or not current_app.config["DEMO"]


def host_name(name: str) -> str:
    return f"__Host-{name}" if is_guarded() else name


class HostSession(SecureCookieSessionInterface):
    """Flask's session: the CSRF token and the token of the shift."""

    def get_cookie_name(self, app: Flask) -> str:
        return host_name("session")

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_guarded()

    def get_cookie_samesite(self, app: Flask) -> str:
        return "Strict"


def chosen_language() -> str | None:
    """What somebody chose on this device's sign-in page."""
    return request.cookies.get(host_name("language"))


def keep_language(response: Response, language: str) -> Response:
    response.set_cookie(
        host_name("language"), language, max_age=A_YEAR, secure=is_guarded(), httponly=True, samesite="Strict"
    )
    return response


def device_token() -> str | None:
    """What this device shows to be known by."""
    return request.cookies.get(host_name("device"))


def keep_device_token(response: Response, token: str) -> Response:
    """Let the browser show `token` from now on; a handheld that is switched off for months keeps it."""
    response.set_cookie(
        host_name("device"), token, max_age=A_YEAR, secure=is_guarded(), httponly=True, samesite="Strict"
    )
    return response
