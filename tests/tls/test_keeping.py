"""The authority and the certificate: what they say, how they are kept, and when a certificate is made anew."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from app.tls import authority, keeping
from app.tls.authority import file_name, fingerprint, names_in
from app.tls.keeping import authority_file, keep_certificate, kept_certificates, server_file
from tests.tls.conftest import DAY, HOST, NOW, names


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False)


def verified(folder: Path, *by: str) -> str:
    """What openssl says of the certificate, asked by a strict reader for this host on a day of its life."""
    moment = str(int((NOW + 30 * DAY).timestamp()))
    asked = openssl(
        "verify", "-x509_strict", "-attime", moment, "-CAfile", authority_file(folder), *by, server_file(folder)
    )
    return asked.stdout + asked.stderr


def test_openssl_takes_the_certificate_for_each_name_and_address_and_for_no_other(folder: Path) -> None:
    keep_certificate(folder, HOST, NOW)

    for host in HOST.hosts:
        assert ": OK" in verified(folder, "-verify_hostname", host, "-purpose", "sslserver")
    for address in HOST.addresses:
        assert ": OK" in verified(folder, "-verify_ip", str(address))
    assert ": OK" not in verified(folder, "-verify_hostname", "hall-8.local")
    assert ": OK" not in verified(folder, "-verify_ip", "192.168.4.21")


def test_android_takes_how_long_it_holds(folder: Path) -> None:
    standing = keep_certificate(folder, HOST, NOW)

    certificate = standing.certificate
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=398)
    assert certificate.not_valid_before_utc < NOW - timedelta(hours=12)  # a clock that is behind
    assert timedelta(days=3650) < standing.authority.not_valid_after_utc - NOW < timedelta(days=3660)


def test_a_stolen_authority_is_not_believed_for_the_rest_of_the_world(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_certificate(folder, HOST, NOW)
    monkeypatch.setattr(authority, "within", lambda _authority, names: names)
    monkeypatch.setattr(keeping, "within", lambda _authority, names: names)

    keep_certificate(folder, names("bank.example", "203.0.113.9"), NOW)

    assert names_in(kept_certificates(folder)[1]).hosts == {"bank.example"}
    assert "permitted subtree violation" in verified(folder, "-verify_hostname", "bank.example")


def test_a_name_for_which_it_may_not_speak_is_left_out_and_told(folder: Path) -> None:
    keep_certificate(folder, HOST, NOW)

    standing = keep_certificate(folder, names(*HOST, "wms.example.com", "203.0.113.9", "tablet.lan"), NOW)

    assert list(standing.left_out) == ["wms.example.com", "203.0.113.9"]
    assert set(names_in(standing.certificate)) == {*HOST, "tablet.lan"}
    founded_anew = keep_certificate(folder, names(*HOST, "wms.example.com"), NOW, new_authority=True)
    assert "wms.example.com" in set(names_in(founded_anew.certificate))
    assert ": OK" in verified(folder, "-verify_hostname", "wms.example.com")


def test_nobody_else_on_the_machine_reads_a_key(folder: Path) -> None:
    keep_certificate(folder, HOST, NOW)

    assert folder.stat().st_mode & 0o777 == 0o700
    with_key = [path for path in folder.iterdir() if "PRIVATE KEY" in path.read_text()]
    assert {path.name for path in with_key} == {"authority.pem", "server.pem"}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in with_key)
    assert {path.name for path in folder.iterdir()} == {"authority.crt", "authority.pem", "lock", "server.pem"}


def test_asked_again_everything_stays(folder: Path) -> None:
    first = keep_certificate(folder, HOST, NOW)

    again = keep_certificate(folder, HOST, NOW + 300 * DAY)

    assert (again.authority, again.certificate) == (first.authority, first.certificate)
    assert kept_certificates(folder) == (first.authority, first.certificate)


def test_near_its_end_the_certificate_is_renewed_and_the_authority_stays(folder: Path) -> None:
    first = keep_certificate(folder, HOST, NOW)

    later = keep_certificate(folder, HOST, NOW + 337 * DAY)

    assert later.authority == first.authority
    assert later.certificate.serial_number != first.certificate.serial_number
    assert later.certificate.not_valid_after_utc > NOW + 700 * DAY


def test_a_new_address_renews_it_and_one_that_is_gone_does_not(folder: Path) -> None:
    first = keep_certificate(folder, HOST, NOW)

    fewer = keep_certificate(folder, names("hall-7", "192.168.4.20"), NOW)
    assert fewer.certificate == first.certificate
    moved = keep_certificate(folder, names("hall-7", "192.168.9.9"), NOW)
    assert moved.certificate != first.certificate
    assert moved.authority == first.authority
    assert list(names_in(moved.certificate)) == ["hall-7", "192.168.9.9"]


def test_a_new_authority_signs_a_new_certificate(folder: Path) -> None:
    first = keep_certificate(folder, HOST, NOW)

    anew = keep_certificate(folder, HOST, NOW, new_authority=True)

    assert fingerprint(anew.authority) != fingerprint(first.authority)
    assert ": OK" in verified(folder)
    assert kept_certificates(folder) == (anew.authority, anew.certificate)


def test_a_certificate_never_outlives_its_authority(folder: Path) -> None:
    first = keep_certificate(folder, HOST, NOW)
    late = first.authority.not_valid_after_utc - 10 * DAY

    last = keep_certificate(folder, HOST, late)
    assert last.certificate.not_valid_after_utc <= first.authority.not_valid_after_utc

    over = keep_certificate(folder, HOST, late + 11 * DAY)
    assert over.authority != first.authority


def test_the_file_for_devices_is_named_after_the_host(folder: Path) -> None:
    assert file_name(keep_certificate(folder, HOST, NOW).authority) == "Shelfway-hall-7-2026-11-22.crt"
