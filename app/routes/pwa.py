"""What a browser asks for at the root so that the app can stand on the home screen."""

from flask import Blueprint, Response, current_app

bp = Blueprint("pwa", __name__)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    return current_app.send_static_file("manifest.webmanifest")
