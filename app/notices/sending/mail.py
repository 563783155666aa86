"""Give a notice to the mail server. Until it is told the end of the text nothing is sent; from then on it may be."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import format_datetime
from typing import Any

from app.clock import now
from app.config import MailServer
from app.notices.sending.addresses import is_address
from app.notices.sending.deadline import within
from app.notices.sending.outcome import NotSent
from app.notices.wording import Text

SILENCE, LONGEST = 10.0, 60.0
"""Seconds without a word from the server, and for the whole of each part of the talk."""
NO = 500
"""From here on a server's answer means never; below, later."""


@dataclass(frozen=True)
class Letter:
    """`name` marks the message for ever: the same notice sent again has the same."""

    to: str
    text: Text
    sender: str
    reply_to: str
    name: str
    language: str
    quiet_url: str = ""


def send_letter(letter: Letter, server: MailServer) -> None:
    """Raises NotSent."""
    message = _message(letter, server)
    line = _ready(server)
    try:
        with _told(), within(LONGEST, lambda: line.sock):
            _hand_over(line, letter, message)
    finally:
        _hang_up(line)


def _message(letter: Letter, server: MailServer) -> EmailMessage:
    """Names and subjects come from outside: what does not print is left out, so nothing of them becomes a header."""
    if not is_address(letter.to):
        raise NotSent(f"no e-mail address: {_one_line(letter.to)[:80]}")
    message = EmailMessage(policy=LINES)
    try:
        message.set_content(letter.text.body, cte="base64")  # first: it takes away what is said of the content
        for name, value in _headers(letter, server).items():
            message[name] = value
    except (ValueError, MessageError, UnicodeError) as problem:
        raise NotSent(str(problem)[:300]) from None
    return message


def _headers(letter: Letter, server: MailServer) -> Mapping[str, object]:
    headers: dict[str, object] = {
        "From": Address(display_name=_one_line(letter.sender), addr_spec=server.sender),
        "To": Address(addr_spec=letter.to),
        "Subject": _one_line(letter.text.subject),
        "Date": format_datetime(now()),
        "Message-ID": f"<{letter.name}@{server.sender.rpartition('@')[2]}>",
        "Content-Language": letter.language.replace("_", "-"),
        "Auto-Submitted": "auto-generated",
    }
    if letter.reply_to:
        headers["Reply-To"] = Address(addr_spec=letter.reply_to)
    if letter.quiet_url:
        headers["List-Unsubscribe"] = f"<{letter.quiet_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _ready(server: MailServer) -> smtplib.SMTP:
    """Greeted, under TLS, signed in, told who sends: a refusal up to here is about no letter. Raises NotSent."""
    with _told(away=True):
        line = _connected(server)
        try:
            with within(LONGEST, lambda: line.sock):
                if server.security == "starttls":
                    line.starttls(context=ssl.create_default_context())
                if server.user:
                    line.login(server.user, server.password)
                line.ehlo_or_helo_if_needed()
                _require_taken(*line.mail(server.sender))
        except BaseException:
            _hang_up(line)
            raise
    return line


class _Line(smtplib.SMTP):
    """The greeting is waited for while the line is made: that, too, has its bound as a whole."""

    def connect(self, host: str = "localhost", port: int = 0, source_address: Any = None) -> tuple[int, bytes]:
        with within(LONGEST, lambda: self.sock):
            return super().connect(host, port, source_address)


class _LineUnderTls(_Line, smtplib.SMTP_SSL):
    pass


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "ssl":
        context = ssl.create_default_context()
        return _LineUnderTls(server.host, server.port, timeout=SILENCE, context=context)
    return _Line(server.host, server.port, timeout=SILENCE)


@contextmanager
def _told(away: bool = False) -> Iterator[None]:
    """What the library or the network say, as what came of it: NotSent."""
    try:
        yield
    except smtplib.SMTPResponseException as refused:
        words = _words(refused.smtp_code, refused.smtp_error)
        raise NotSent(words, again=refused.smtp_code < NO, away=away) from None
    except (smtplib.SMTPException, ssl.SSLError, OSError) as problem:
        raise NotSent(str(problem)[:300] or type(problem).__name__, again=True, away=away) from None


def _hand_over(line: smtplib.SMTP, letter: Letter, message: EmailMessage) -> None:
    _require_taken(*line.rcpt(letter.to))
    try:
        code, said = line.data(message.as_bytes())
    except smtplib.SMTPDataError:
        raise  # refused before the text was sent
    except (smtplib.SMTPException, OSError) as problem:
        raise NotSent(str(problem)[:300] or "cut off", maybe=True) from None
    _require_taken(code, said)


def _require_taken(code: int, said: bytes) -> None:
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, said)


def _hang_up(line: smtplib.SMTP) -> None:
    """What the server says to a farewell changes nothing about what it took."""
    with suppress(smtplib.SMTPException, OSError), within(SILENCE, lambda: line.sock):
        line.docmd("QUIT")
    line.close()


def _words(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {_one_line(text)}"[:300]


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
