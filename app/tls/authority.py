"""The authority and what it signs; pure: no files, no clock.

An authority that is installed on a handheld is believed for whatever it signs. So this one may speak only for a
warehouse's own network: names that exist nowhere else, private addresses, and what this host was called when the
authority was founded. Chrome with its own verifier, Firefox and OpenSSL hold it to that; an old Android does not look.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.tls.names import Names

AUTHORITY_LASTS = timedelta(days=3652)
CERTIFICATE_LASTS = timedelta(days=396)
"""With the day before, 397: browsers may take no more than 398."""
SLOW_CLOCKS = timedelta(days=1)
"""A handheld whose clock is behind takes the certificate too."""

OWN_DOMAINS = ("localhost", "local", "lan", "internal", "home.arpa")
OWN_NETWORKS = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8"),
    *("fc00::/7", "fe80::/10", "::1/128"),
)


@dataclass(frozen=True)
class Signed:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def found_authority(names: Names, now: datetime) -> Signed:
    """A new authority that may speak for `names` and for what can only be in a network of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = _name(f"Shelfway {_short(names)} {now:%Y-%m-%d}")
    certificate = (
        _begin(who, who, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Signed(certificate, key)


def issue(authority: Signed, names: Names, now: datetime) -> Signed:
    """A new key with a certificate for those of `names` for which the authority may speak."""
    key = ec.generate_private_key(ec.SECP256R1())
    speaks_for = within(authority.certificate, names)
    alternative = [
        *(x509.DNSName(host) for host in sorted(speaks_for.hosts)),
        *(x509.IPAddress(address) for address in sorted(speaks_for.addresses, key=str)),
    ]
    lasts = min(CERTIFICATE_LASTS, authority.certificate.not_valid_after_utc - now)
    signer = authority.key.public_key()
    certificate = (
        _begin(_name(_short(names)), authority.certificate.subject, key, now, lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternative), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return Signed(certificate, key)


def within(authority: x509.Certificate, names: Names) -> Names:
    """Those of `names` for which the authority may speak."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    domains = [tree.value for tree in permitted if isinstance(tree, x509.DNSName)]
    networks = [tree.value for tree in permitted if isinstance(tree, x509.IPAddress)]
    return Names(
        frozenset(host for host in names.hosts if any(f".{host}".endswith(f".{domain}") for domain in domains)),
        frozenset(address for address in names.addresses if any(address in network for network in networks)),  # type: ignore[operator]
    )


def names_in(certificate: x509.Certificate) -> Names:
    """What the certificate is for."""
    alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return Names(
        frozenset(alternative.get_values_for_type(x509.DNSName)),
        frozenset(alternative.get_values_for_type(x509.IPAddress)),  # type: ignore[arg-type]
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """As Android shows it: SHA-256 in pairs."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def file_name(authority: x509.Certificate) -> str:
    """By the authority's own name: that of another warehouse is another file."""
    name = authority.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return f"{str(name).replace(' ', '-')}.crt"


def is_by(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):  # another name, another kind of key, another key
        return False
    return True


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLOW_CLOCKS)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _permitted(names: Names) -> list[x509.GeneralName]:
    domains = sorted(names.hosts | set(OWN_DOMAINS))
    networks = [ip_network(text) for text in OWN_NETWORKS]
    others = {address for address in names.addresses if not any(_contains(network, address) for network in networks)}
    networks += [ip_network(address) for address in sorted(others, key=str)]
    return [*(x509.DNSName(domain) for domain in domains), *(x509.IPAddress(network) for network in networks)]


def _contains(network: IPv4Network | IPv6Network, address: object) -> bool:
    return address in network


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])  # 64 is the most that the standard allows


def _short(names: Names) -> str:
    """The host's own name, to be told from another warehouse's in a list of authorities."""
    local = sorted(host for host in names.hosts if host.endswith(".local"))
    return local[0].removesuffix(".local") if local else "warehouse"
