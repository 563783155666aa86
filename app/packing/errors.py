"""What a packer is told: what was scanned, what is so, what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NothingToPack(DomainError):
    code = "nothing_to_pack_there"
    message = lazy_gettext("%(scanned)s holds nothing that is picked. Scan a tote, a carton or an order number.")


class SeveralOrders(DomainError):
    """A lane or a shared tote: which of its orders is meant, nobody guesses."""

    code = "several_orders"
    message = lazy_gettext("%(scanned)s holds several orders: %(orders)s. Scan the tote of the one you pack.")


class SharedTote(DomainError):
    code = "shared_tote"
    message = lazy_gettext("%(tote)s holds several orders: %(orders)s. Scan an item out of it, or sort it at the wall.")


class NotPickedYet(DomainError):
    code = "not_picked_yet"
    message = lazy_gettext("Order %(order)s is not picked yet. Put the tote back into its lane.")


class OrderLeft(DomainError):
    code = "order_left"
    message = lazy_gettext("Order %(order)s has left. There is nothing to pack.")


class OrderToEmpty(DomainError):
    """Stopped: the units go back to their bins."""

    code = "order_to_empty"
    message = lazy_gettext("Order %(order)s was stopped: nothing of it is packed. Take its units out of the cartons.")


class OrderHeldBack(DomainError):
    code = "order_held_back"
    message = lazy_gettext("Order %(order)s is held. %(why)s Put it aside and go on with another.")


class OthersItem(DomainError):
    code = "others_item"
    status = 422
    message = lazy_gettext("This is %(scanned)s. Order %(order)s does not have it: take it out, and keep it aside.")


class SwappedTotes(DomainError):
    """Two totes of one walk were swapped: what should be in the one lies in the other."""

    code = "swapped_totes"
    status = 422
    message = lazy_gettext(
        "This is %(scanned)s. It belongs to order %(other)s in %(other_tote)s, this is %(tote)s of order %(order)s. "
        "Were the two swapped? Put both aside and compare them."
    )


class OthersTote(DomainError):
    """Another order's tote was scanned where one is packed already."""

    code = "others_tote"
    message = lazy_gettext(
        "This is %(scanned)s of order %(others)s. You pack order %(order)s out of %(totes)s: "
        "put %(scanned)s aside until that is packed."
    )


class OneTooMany(DomainError):
    code = "one_too_many"
    status = 422
    message = lazy_gettext("Of %(item)s order %(order)s has %(left)s left to pack. Keep the rest aside.")


class PackedByOther(DomainError):
    """Two people pack one order, and the other one was sooner."""

    code = "packed_by_other"
    message = lazy_gettext("%(packer)s packed %(item)s already: order %(order)s needs no more of it.")


class CountEach(DomainError):
    code = "count_each"
    status = 422
    message = lazy_gettext("Scan each unit: here nothing is packed by a number that somebody types.")


class LotUnclear(DomainError):
    code = "lot_unclear"
    status = 422
    message = lazy_gettext("%(item)s was picked in several lots. Scan the lot.")


class LotNotPicked(DomainError):
    code = "lot_not_picked"
    status = 422
    message = lazy_gettext("This is lot %(scanned)s. Order %(order)s was picked from lot %(wanted)s.")


class SerialNotHere(DomainError):
    code = "serial_not_here"
    status = 422
    message = lazy_gettext("Serial number %(serial)s was not picked for order %(order)s. Keep the unit aside.")


class NotInCarton(DomainError):
    code = "not_in_carton"
    status = 422
    message = lazy_gettext("%(scanned)s is not in carton %(carton)s in the book. Scan what lies in it.")


class MoreThanPacked(DomainError):
    code = "more_than_packed"
    status = 422
    message = lazy_gettext("Carton %(carton)s has no more of %(item)s in the book. Take what is too much out of it.")


class NothingLeftToPack(DomainError):
    code = "nothing_left_to_pack"
    message = lazy_gettext("All of order %(order)s is packed: it needs no other carton.")


class UnitsLeft(DomainError):
    """Before an order's carton is closed somebody says what becomes of the rest."""

    code = "units_left"
    message = lazy_gettext("Still to pack: %(units)s. Pack them, take another carton, or say why they are missing.")


class ReasonUnknown(DomainError):
    code = "missing_reason_unknown"
    status = 422
    message = lazy_gettext("Choose why units are missing.")


class FoundTooLate(DomainError):
    """The lead has decided what goes out instead, or the tote went on."""

    code = "found_too_late"
    message = lazy_gettext(
        "Order %(order)s does not wait for it any more. Lay it back into its bin, which is to be counted."
    )


class NoMoreToUndo(DomainError):
    code = "no_more_to_undo"
    message = lazy_gettext("Nothing of order %(order)s was packed that can be taken back. Look at it again.")


class ToteGone(DomainError):
    code = "tote_gone"
    message = lazy_gettext("%(tote)s is in use elsewhere by now. Scan an empty tote for what you take out.")


class ToteMissing(DomainError):
    code = "tote_for_units_missing"
    status = 422
    message = lazy_gettext("Scan the tote into which the units go.")


class NoCellFree(DomainError):
    code = "no_cell_free"
    message = lazy_gettext("No cell of the wall is free for order %(order)s. Pack a full cell first.")


class NotSortable(DomainError):
    code = "not_sortable"
    message = lazy_gettext("%(tote)s is not one to sort: its walk is not over, or it holds one order only.")


class NobodyWantsIt(DomainError):
    code = "nobody_wants_it"
    status = 422
    message = lazy_gettext("This is %(scanned)s. No order of %(tote)s wants one more: keep it aside.")
