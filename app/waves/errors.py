"""What a lead is told when a wave may not be what they want."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NothingToWave(DomainError):
    code = "nothing_to_wave"
    message = lazy_gettext("No ready order fits this choice. Choose a later cut-off or ask for less.")


class ChoiceUnclear(DomainError):
    code = "choice_unclear"
    status = 422
    message = lazy_gettext("%(value)s is not known here. Choose one of: %(known)s.")


class OrdersNotMixed(DomainError):
    code = "orders_not_mixed"
    message = lazy_gettext("This warehouse mixes no orders in a tote. Plan the wave with carts.")


class WaveOver(DomainError):
    code = "wave_over"
    message = lazy_gettext("Wave %(number)s is out already. Look at its tasks.")


class WaveNotOut(DomainError):
    code = "wave_not_out"
    message = lazy_gettext("Wave %(number)s is not on the floor. Look at the waves again.")
