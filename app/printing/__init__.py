"""Printing: codes and labels as drawings that any printer takes."""
