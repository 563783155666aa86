"""The verbs of returns, one file each."""
