"""What a browser asks for at the root so that the app can stand on the home screen."""

from flask import Blueprint, Response

from app.routes.static import files, static_response

bp = Blueprint("pwa", __name__)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    return static_response(files().files["manifest.webmanifest"])
