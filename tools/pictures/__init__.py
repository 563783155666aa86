"""The pictures of the docs, taken from the running demo: `make screenshots`.

A new state is a line in one of scenes/: its name, how it is reached from the state before, how it is left. Each is
taken in every language. floor.py is the lead and the shelves, acts.py what a picker does, network.py what is cut.
"""
