"""Invented customers of the demo shop."""

from random import Random
from typing import TypedDict

FIRST = (
    "Ada",
    "Bruno",
    "Carmen",
    "Dora",
    "Emil",
    "Freya",
    "Goran",
    "Hana",
    "Ines",
    "Jonas",
    "Karin",
    "Leo",
    "Mei",
    "Nils",
)
LAST = (
    "Ash",
    "Birch",
    "Cole",
    "Dunn",
    "Elder",
    "Frost",
    "Grove",
    "Hale",
    "Irwin",
    "Joyce",
    "Kerr",
    "Lowe",
    "Marsh",
    "Noor",
)
CHINESE = ("陳怡君", "林志明", "黃淑芬", "張家豪", "李雅婷", "王俊傑", "吴晓明", "刘思雨")
STREETS = ("Mill Lane", "Station Road", "Harbour Street", "Orchard Close", "Chapel Row", "Quarry Hill", "Market Place")
TOWNS = (("Ambleford", "AM1 4QT"), ("Brackwell", "BW3 9LD"), ("Carrowby", "CY7 2HN"), ("Dunmere", "DM2 8PS"))
ABROAD = (
    ("Taiwan", "臺北市", "106", "和平東路"),
    ("Germany", "Lindenau", "04177", "Gartenweg"),
    ("France", "Valmont", "76540", "Rue des Tilleuls"),
    ("Australia", "Wattle Creek", "3999", "Banksia Drive"),
    ("Hong Kong", "Kowloon", "", "Lai Chi Road"),
)
STORES = (("S01", "Ambleford High Street"), ("S02", "Brackwell Arcade"), ("S03", "Dunmere Pier"))


class Customer(TypedDict):
    customer: str
    customer_number: str
    telephone: str
    email: str
    country: str
    city: str
    postcode: str
    street: str
    store_code: str
    store_name: str


def customer(mode: str, random: Random) -> Customer:
    """Somebody with what the delivery mode needs of an address."""
    number = random.randrange(10_000, 99_999)
    name = f"{random.choice(FIRST)} {random.choice(LAST)}"
    town, postcode = random.choice(TOWNS)
    country, street = "United Kingdom", random.choice(STREETS)
    if mode == "overseas":
        country, town, postcode, street = random.choice(ABROAD)
    if mode == "overseas" and country in ("Taiwan", "Hong Kong"):
        name = random.choice(CHINESE)
    store = random.choice(STORES) if mode == "store" else ("", "")
    sent = mode in ("home", "overseas")
    return Customer(
        customer=name,
        customer_number=str(number),
        telephone=f"01632 96{random.randrange(10_000):04}",  # a range kept free for invented numbers
        email=f"customer{number}@example.com",
        country=country,
        city=town if sent else "",
        postcode=postcode if sent else "",
        street=f"{random.randrange(1, 120)} {street}" if sent else "",
        store_code=store[0],
        store_name=store[1],
    )
