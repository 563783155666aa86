"""What a shipper is told at the dock when a carton may not go on, or a manifest may not close."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.orders.holds import hold_words
from app.shipping.handing_over.queries import ending

LONGEST = 80
"""Signs of a hold's note that are told at the dock."""


class AboutCarton(DomainError):
    """Names its carton by the last digits, as the page does: eighteen of them are read by nobody in gloves."""

    def __str__(self) -> str:
        return str(self.message) % (self.params | {"carton": ending(self.params["carton"])})


class NoCartonHere(DomainError):
    code = "dock_unknown"
    status = 422
    message = lazy_gettext("%(scanned)s is no carton and no waybill here. Scan the carton's label.")


class CartonIsOpen(AboutCarton):
    code = "dock_open"
    message = lazy_gettext("Carton %(carton)s is not closed. Take it back to packing.")


class CartonIsEmpty(AboutCarton):
    code = "dock_empty"
    message = lazy_gettext("Carton %(carton)s was emptied. Take it back to packing.")


class CartonHasLeft(AboutCarton):
    code = "dock_left"
    message = lazy_gettext(
        "Carton %(carton)s has left already with manifest %(manifest)s. Set it aside and call your lead."
    )


class NoWaybill(AboutCarton):
    code = "dock_no_waybill"
    message = lazy_gettext("Carton %(carton)s has no waybill. Take it back to packing for its label.")


class WaybillIsVoid(AboutCarton):
    code = "dock_void"
    message = lazy_gettext("Waybill %(number)s is void. Take carton %(carton)s back to packing for its new label.")


class OtherCarriers(AboutCarton):
    code = "dock_other_carrier"
    message = lazy_gettext("Carton %(carton)s goes with %(carrier)s, not with %(mine)s. Set it aside for %(carrier)s.")


class OnOtherManifest(AboutCarton):
    code = "dock_other_manifest"
    message = lazy_gettext("Carton %(carton)s is on manifest %(manifest)s. Take it off there first, or bring it there.")


class NotPackedWhole(AboutCarton):
    code = "dock_not_whole"
    message = lazy_gettext(
        "Order %(number)s is not packed whole. Keep carton %(carton)s here until its others are closed."
    )


class OrderIsHeld(DomainError):
    """`reason` and `params` are the hold's own, told in the reader's language."""

    code = "dock_held"
    message = lazy_gettext("Stop: order %(number)s is held. %(words)s Keep carton %(carton)s here and call your lead.")

    def __str__(self) -> str:
        told = {name: _shortened(value) for name, value in self.params["params"].items()}
        words = hold_words(self.params["reason"], told)
        return str(self.message) % (self.params | {"words": words, "carton": ending(self.params["carton"])})


class OrderIsStopped(AboutCarton):
    code = "dock_stopped"
    message = lazy_gettext("Stop: order %(number)s is not to be sent. Take carton %(carton)s back to packing.")


class NoSuchLane(DomainError):
    code = "dock_no_lane"
    message = lazy_gettext("%(scanned)s is no lane and no dock. Scan the lane where the carton stands.")


class WrongLane(AboutCarton):
    code = "dock_wrong_lane"
    message = lazy_gettext("%(lane)s is not for %(carrier)s. Take carton %(carton)s to %(wanted)s.")


class LaneOfOthers(AboutCarton):
    code = "dock_lane_of_others"
    message = lazy_gettext(
        "%(lane)s has cartons for %(other)s. Take carton %(carton)s for %(carrier)s to another lane."
    )


class IsLoaded(AboutCarton):
    code = "dock_is_loaded"
    message = lazy_gettext("Carton %(carton)s is loaded on manifest %(manifest)s. Take it off there first.")


class NoManifestYet(AboutCarton):
    code = "dock_no_manifest"
    message = lazy_gettext("No manifest of %(carrier)s is open for carton %(carton)s. Tap Open.")


class SeveralManifests(DomainError):
    code = "dock_several_manifests"
    message = lazy_gettext(
        "Several manifests of %(carrier)s are open: %(manifests)s. Scan or touch the one of the lorry that is here."
    )


class CarrierEnded(DomainError):
    code = "dock_carrier_ended"
    message = lazy_gettext("%(carrier)s does not come here any more. Ask an admin.")


class NoSuchDock(DomainError):
    code = "dock_no_dock"
    message = lazy_gettext("There is no such dock here. Choose another.")


class ManifestIsClosed(AboutCarton):
    code = "dock_closed"
    message = lazy_gettext(
        "Manifest %(manifest)s is closed. Carton %(carton)s is as it was: load it on an open manifest."
    )


class ManifestClosedAlready(DomainError):
    code = "dock_closed_already"
    message = lazy_gettext("Manifest %(manifest)s is closed already. Look at it again.")


class NotOnManifest(AboutCarton):
    code = "dock_not_on"
    message = lazy_gettext("Carton %(carton)s is not on manifest %(manifest)s. There is nothing to take off.")


class NothingLoaded(DomainError):
    code = "dock_nothing_loaded"
    message = lazy_gettext("Nothing is loaded on manifest %(manifest)s. Load its cartons first.")


class CartonsHeld(DomainError):
    code = "dock_cartons_held"
    message = lazy_gettext("These are held and must come off first: %(cartons)s.")


class CartonsMissing(DomainError):
    code = "dock_cartons_missing"
    message = lazy_gettext("Not loaded: %(cartons)s. Load them, or say that it goes without them.")


class DriverMissing(DomainError):
    code = "dock_driver_missing"
    status = 422
    message = lazy_gettext("Write the driver's name first.")


class SignatureMissing(DomainError):
    code = "dock_signature_missing"
    status = 422
    message = lazy_gettext("The driver signs first. Or say that the driver does not sign.")


class OrderHasLeft(DomainError):
    code = "dock_order_has_left"
    message = lazy_gettext(
        "Order %(number)s, or a part of it, has left. It cannot be stopped any more; let it come back."
    )


def _shortened(value: object) -> object:
    """A long note would fill a handheld; the order's page has all of it."""
    is_long = isinstance(value, str) and len(value) > LONGEST
    return f"{str(value)[: LONGEST - 1].rstrip()}…" if is_long else value
