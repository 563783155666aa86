"""What is told to somebody who puts away: what was scanned, what is wanted, what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.planning.places import APART, FULL, HEAVY, KEPT, OTHERS, ZONE
from app.walks.scan_errors import WrongScan


class PutAwayDone(DomainError):
    code = "put_away_done"
    message = lazy_gettext("%(address)s is done already. What you hold stays in %(source)s; call your lead.")


class TooManyAway(DomainError):
    code = "too_many_away"
    status = 422
    message = lazy_gettext("Only %(left)s go into %(address)s. Leave the rest in %(source)s.")


class NotAPlace(WrongScan):
    code = "not_a_place"
    message = lazy_gettext("This is %(scanned)s, not a bin. Scan the label of another bin.")


class OnlyThere(DomainError):
    code = "only_there"
    status = 422
    message = lazy_gettext("These units belong into %(address)s, and nowhere else.")


class PlaceClosed(DomainError):
    code = "place_closed"
    message = lazy_gettext("%(address)s is closed for now: nothing is put into it. Scan another bin.")


class NoPlaceYet(DomainError):
    code = "no_place_yet"
    message = lazy_gettext("No bin was free for %(sku)s. Look for one that takes it, and scan its label.")


class PlaceRefused(DomainError):
    """A bin that the rules of the warehouse refuse; a lead may have it all the same."""

    code = "place_refused"
    status = 422
    message = lazy_gettext("%(address)s does not take %(sku)s. Scan another bin.")


class PlaceFull(PlaceRefused):
    code = "place_full"
    message = lazy_gettext("%(address)s has no room for %(sku)s. Scan another bin.")


class PlaceOfOthers(PlaceRefused):
    code = "place_of_others"
    message = lazy_gettext("Other items lie in %(address)s. Scan an empty bin, or one of %(sku)s.")


class PlaceKept(PlaceRefused):
    code = "place_kept"
    message = lazy_gettext("%(address)s is kept for other items. Scan an empty bin, or one of %(sku)s.")


class PlaceOfOtherZone(PlaceRefused):
    code = "place_of_other_zone"
    message = lazy_gettext("The zone of %(address)s is not for %(sku)s. Scan a bin of the right zone.")


class PlaceTooHigh(PlaceRefused):
    code = "place_too_high"
    message = lazy_gettext("%(sku)s is too heavy for %(address)s. Scan a lower bin.")


class PlaceNotApart(PlaceRefused):
    code = "place_not_apart"
    message = lazy_gettext("%(sku)s may not lie beside what is in %(address)s. Scan an empty bin.")


REFUSALS: dict[str, type[PlaceRefused]] = {
    FULL: PlaceFull,
    OTHERS: PlaceOfOthers,
    KEPT: PlaceKept,
    ZONE: PlaceOfOtherZone,
    HEAVY: PlaceTooHigh,
    APART: PlaceNotApart,
}
"""By the word of the planner."""


class ReasonMissing(DomainError):
    code = "reason_missing"
    status = 422
    message = lazy_gettext("Say in a few words why it goes there all the same.")


class SerialNotHere(DomainError):
    code = "serial_not_at_source"
    message = lazy_gettext(
        "Serial number %(serial)s is not one of those in %(source)s. Keep it aside and call your lead."
    )


class SerialsFirst(DomainError):
    """Which unit is damaged or missing is known once the others are in their place."""

    code = "serials_first_away"
    status = 422
    message = lazy_gettext("Put the good units away first, each by its number. Then say what is wrong with the rest.")


class PutAwaysLeft(DomainError):
    code = "put_aways_left"
    message = lazy_gettext("%(left)s stops are still to do. Put the units away first, or say what is wrong with them.")


class TakenMeanwhile(DomainError):
    code = "taken_meanwhile"
    message = lazy_gettext("What you put into %(address)s is kept for an order by now. Leave it there.")
