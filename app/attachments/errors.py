"""What may not be attached."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NoPicture(DomainError):
    code = "no_picture"
    status = 422
    message = lazy_gettext("This is no picture: send a JPEG, a PNG or a WebP. Take it again with the camera.")


class PictureTooLarge(DomainError):
    code = "picture_too_large"
    status = 422
    message = lazy_gettext(
        "This picture is too large. Take it again with the camera of this page: it makes it smaller."
    )


class PhotographTooLarge(DomainError):
    code = "photograph_too_large"
    status = 422
    message = lazy_gettext("This photograph is too large. Send one of at most %(megabytes)s MB.")


class TooManyAttachments(DomainError):
    code = "too_many_attachments"
    message = lazy_gettext("There are %(count)s pictures of this already. More are not kept.")
