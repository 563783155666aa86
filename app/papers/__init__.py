"""What stands on paper: plain data from orders, cartons, waybills, manifests, walks, places and items.

It is kept with each print, so that a reprint is the same whatever became of the rows.
"""
