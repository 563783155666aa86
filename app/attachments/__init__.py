"""Photographs, signatures and papers that belong to something: bounded, kept in files beside the book."""
