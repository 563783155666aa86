"""What a packer is told of a scale, and an admin who sets one; each says what to do, for typing always works."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NoScale(DomainError):
    code = "no_scale"
    status = 404
    message = lazy_gettext("This bench has no scale. Type the weight.")


class ScaleSilent(DomainError):
    code = "scale_silent"
    status = 503
    message = lazy_gettext("The scale does not answer. Look at its plug, or type the weight.")


class ScaleUnclear(DomainError):
    code = "scale_unclear"
    status = 502
    message = lazy_gettext("The scale answers, but says no weight. Type the weight, and tell your admin.")


class ScaleMoving(DomainError):
    code = "scale_moving"
    message = lazy_gettext("The scale is not still yet. Wait a moment, and read it again.")


class ScaleOver(DomainError):
    code = "scale_over"
    message = lazy_gettext("The scale shows no weight: too much is on it, or too little. Look at it.")


class ScaleUnknown(DomainError):
    code = "scale_unknown"
    status = 422
    message = lazy_gettext(
        "A scale's address is tcp://host:port, http://host/path or serial:/dev/ttyUSB0?baud=9600. Write it so."
    )
