"""Backups: the book and what was attached to it, in one file, made while the program runs. Secrets are not in it."""
