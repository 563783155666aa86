"""Where authority and certificate lie, and when a certificate is made anew.

authority.pem   the authority with the key that signs; read by this program alone, and never sent to anybody
authority.crt   the authority without its key: what devices install
server.pem      this host's certificate with its key; in one file, so that the two always fit
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.tls.authority import Signed, found_authority, is_by, issue, names_in, within
from app.tls.names import Names

RENEWED_BEFORE = timedelta(days=60)


@dataclass(frozen=True)
class Standing:
    """What is kept now, and the names for which the authority may not speak."""

    authority: x509.Certificate
    certificate: x509.Certificate
    left_out: Names


def keep_certificate(folder: Path, names: Names, now: datetime, *, new_authority: bool = False) -> Standing:
    """Found the authority if there is none; renew the certificate when it nears its end or lacks one of `names`.

    The authority stays, for it is installed on every handheld; `new_authority` is for when its key is no secret any
    more, or when it may not speak for a name that is needed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        authority = _read(folder / "authority.pem")
        if authority is None or new_authority or now >= authority.certificate.not_valid_after_utc:
            authority = found_authority(names, now)
            _write(folder / "authority.pem", authority)
        _show(authority_file(folder), authority.certificate)
        server = _read(server_file(folder))
        if server is None or _is_due(server.certificate, authority.certificate, names, now):
            server = issue(authority, names, now)
            _write(server_file(folder), server)
    return Standing(authority.certificate, server.certificate, names - within(authority.certificate, names))


def server_file(folder: Path) -> Path:
    return folder / "server.pem"


def authority_file(folder: Path) -> Path:
    """Without its key."""
    return folder / "authority.crt"


def kept_certificates(folder: Path) -> tuple[x509.Certificate, x509.Certificate]:
    """The authority, and this host's certificate, as they are; without looking after them."""
    files = (authority_file(folder), server_file(folder))
    authority, certificate = (x509.load_pem_x509_certificate(path.read_bytes()) for path in files)
    return authority, certificate


def _is_due(certificate: x509.Certificate, authority: x509.Certificate, names: Names, now: datetime) -> bool:
    """An address that is gone does no harm and is left out the next time; one that is new is needed today."""
    return (
        now >= certificate.not_valid_after_utc - RENEWED_BEFORE
        or len(within(authority, names) - names_in(certificate)) > 0
        or not is_by(certificate, authority)
    )


def _read(path: Path) -> Signed | None:
    if not path.exists():
        return None
    content = path.read_bytes()
    key = cast(EllipticCurvePrivateKey, load_pem_private_key(content, password=None))  # _write wrote it
    return Signed(x509.load_pem_x509_certificate(content), key)


def _show(path: Path, authority: x509.Certificate) -> None:
    content = authority.public_bytes(Encoding.PEM)
    if not path.exists() or path.read_bytes() != content:
        _replace(path, content)


def _write(path: Path, made: Signed) -> None:
    key = made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _replace(path, key + made.certificate.public_bytes(Encoding.PEM))


def _replace(path: Path, content: bytes) -> None:
    """All or nothing, and never for a moment open to others."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Several web processes look after the same files."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
