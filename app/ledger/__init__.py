"""The ledger of any item, location, order or serial number, at any moment; and where a lot went."""
