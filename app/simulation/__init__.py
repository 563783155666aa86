"""Pickers that drive a running server as handhelds do: a demo, a load test and a fault test in one.

Nothing of the server knows about it. It scans over HTTP and listens on sockets; only the cast that it brings before the
shift, and what it checks after it, look into the database.
"""
