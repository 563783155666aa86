"""Verbs of the returns: one file each."""
