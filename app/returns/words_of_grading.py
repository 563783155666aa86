"""The questions about a returned unit, their answers, and of which items they are asked, as people read them."""

from flask_babel import LazyString, lazy_gettext

YES, NO = lazy_gettext("Yes"), lazy_gettext("No")

QUESTIONS: dict[str, LazyString] = {
    "closed": lazy_gettext("Is the packaging still closed?"),
    "worn": lazy_gettext("Does it show signs of use?"),
    "whole": lazy_gettext("Is it whole, and nothing missing?"),
    "parts": lazy_gettext("Are all its parts there?"),
    "works": lazy_gettext("Does it work?"),
    "sealed": lazy_gettext("Is the seal unbroken, the pack clean?"),
    "good": lazy_gettext("Is its date good, and was it kept as it should be?"),
    "tight": lazy_gettext("Is it whole, with nothing broken or leaking?"),
}
ANSWERS: dict[tuple[str, str], LazyString] = {
    ("closed", "yes"): YES,
    ("closed", "no"): NO,
    ("worn", "yes"): YES,
    ("worn", "no"): NO,
    ("whole", "yes"): YES,
    ("whole", "part"): lazy_gettext("Not quite"),
    ("whole", "no"): lazy_gettext("Beyond use"),
    ("parts", "yes"): YES,
    ("parts", "no"): NO,
    ("works", "yes"): YES,
    ("works", "untried"): lazy_gettext("Not tried: closed"),
    ("works", "no"): NO,
    ("sealed", "yes"): YES,
    ("sealed", "no"): NO,
    ("good", "yes"): YES,
    ("good", "no"): NO,
    ("tight", "yes"): YES,
    ("tight", "part"): lazy_gettext("Not quite"),
    ("tight", "no"): lazy_gettext("Beyond use"),
}
KIND_NAMES: dict[str, LazyString] = {
    "default": lazy_gettext("Most items"),
    "device": lazy_gettext("With a serial number"),
    "perishable": lazy_gettext("Perishable"),
    "fragile": lazy_gettext("Fragile or liquid"),
}
