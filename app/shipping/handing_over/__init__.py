"""Cartons handed over to a carrier's driver: staged in its lane, loaded by scan, signed for, gone.

docs/shipping.md tells it as a shipper sees it.
"""
