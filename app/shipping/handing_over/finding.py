"""Which manifest a shipper opens: by its number, or by a carton that is on it or goes with it."""

from sqlalchemy import select

from app.db import db
from app.packing.models import SHIPPED
from app.scanning import read
from app.shipping.handing_over.cartons import carton_read, check_leaves, loading_of, waybill_on
from app.shipping.handing_over.errors import NoManifestYet, SeveralManifests
from app.shipping.models import OPEN, Manifest


def manifest_for(warehouse_id: int, scanned: str) -> Manifest:
    """Nothing is loaded by it: the manifest's own page judges the next scan.

    Raises NoCode, NoCartonHere, WaybillIsVoid, NoManifestYet, SeveralManifests, and what keeps a carton from leaving.
    """
    code = read(scanned)
    numbered = select(Manifest).where(Manifest.warehouse_id == warehouse_id, Manifest.number == code.text)
    found = db.session.scalars(numbered).first()
    if found is not None:
        return found
    carton = carton_read(warehouse_id, code)
    loading = loading_of(carton)
    if loading is not None and carton.state != SHIPPED:
        return loading.manifest
    check_leaves(carton)
    carrier = waybill_on(carton).carrier
    going = select(Manifest).where(Manifest.carrier_id == carrier.id, Manifest.state == OPEN).order_by(Manifest.id)
    manifests = db.session.scalars(going).all()
    if not manifests:
        raise NoManifestYet(carrier=carrier.name, carton=carton.code)
    if len(manifests) > 1:
        raise SeveralManifests(carrier=carrier.name, manifests=", ".join(one.number for one in manifests))
    return manifests[0]
