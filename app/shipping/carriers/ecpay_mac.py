"""ECPay's CheckMacValue, as its appendix tells: a checksum over all fields with the shop's key and IV. Pure."""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote_plus

AS_DOT_NET = (("%2d", "-"), ("%5f", "_"), ("%2e", "."), ("%21", "!"), ("%2a", "*"), ("%28", "("), ("%29", ")"))
"""Signs that the carrier's own encoder leaves as they are."""
NAME = "CheckMacValue"


def check_mac(fields: Mapping[str, str], key: str, iv: str) -> str:
    """Sorted by name without regard to case, between key and IV, encoded, in small letters, MD5, in capitals."""
    pairs = sorted(((name, value) for name, value in fields.items() if name != NAME), key=lambda pair: pair[0].lower())
    text = "&".join((f"HashKey={key}", *(f"{name}={value}" for name, value in pairs), f"HashIV={iv}"))
    encoded = quote_plus(text).replace("~", "%7e").lower()
    for coded, sign in AS_DOT_NET:
        encoded = encoded.replace(coded, sign)
    return hashlib.md5(encoded.encode(), usedforsecurity=False).hexdigest().upper()


def is_checked(fields: Mapping[str, str], key: str, iv: str) -> bool:
    """Whether whoever wrote the fields knows the key and the IV."""
    given = fields.get(NAME, "").upper()
    return bool(key and iv) and hmac.compare_digest(given.encode(), check_mac(fields, key, iv).encode())
