"""Item, Barcode: what lies in the bins, and the codes that stand for it."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.languages import in_language

EACH, INNER, CASE = "each", "inner", "case"
FLAGS = ("fragile", "liquid", "dangerous", "keep_upright", "perishable")


class Item(Base):
    """`names` and `attributes` (colour, size) are by language: {"en": …, "zh_Hant": …, "zh_Hans": …}.

    Lengths are in mm, the weight in g. For the customs: the tariff's code, a plain name in English, and the country
    of origin.
    """

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, Any]]
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    length_mm: Mapped[int | None]
    width_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    weight_g: Mapped[int | None]
    picture: Mapped[str] = mapped_column(String(200), default="")
    flags: Mapped[list[Any]] = mapped_column(default=list)
    tracks_lot: Mapped[bool] = mapped_column(default=False)
    tracks_expiry: Mapped[bool] = mapped_column(default=False)
    tracks_serial: Mapped[bool] = mapped_column(default=False)
    customs_code: Mapped[str] = mapped_column(String(14), default="", server_default="")
    customs_name: Mapped[str] = mapped_column(String(80), default="", server_default="")
    origin: Mapped[str] = mapped_column(String(2), default="", server_default="")

    barcodes: Mapped[list["Barcode"]] = relationship(back_populates="item", order_by="Barcode.quantity")

    def name(self, language: str) -> str:
        """The name in `language`, else in the one that its readers read next best, else the SKU."""
        return str(in_language(self.names, language) or self.sku)

    def variant(self, language: str) -> str:
        """Colour, size and the like in one line."""
        values = (
            in_language(value, language) if isinstance(value, dict) else str(value)
            for value in self.attributes.values()
        )
        return " · ".join(value for value in values if value)


class Barcode(Base):
    """A printed code and how many units one scan of it stands for."""

    __tablename__ = "barcodes"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("unit in ('each','inner','case')", name="unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    quantity: Mapped[int] = mapped_column(default=1)
    unit: Mapped[str] = mapped_column(String(8), default=EACH)

    item: Mapped[Item] = relationship(back_populates="barcodes")


class ItemPolicy(Base):
    """What one warehouse wants for one item: how its stock is allocated, instead of the warehouse's own strategy."""

    __tablename__ = "item_policies"

    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    strategy: Mapped[str] = mapped_column(String(20))
