"""Who asks: a name from the command line; the secret from the environment or a prompt, and from nowhere else."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote

import httpx

from ..problems import Misuse

SCHEMES = ("basic", "digest", "bearer")
PASSWORD, TOKEN = "COPROKG_STORE_PASSWORD", "COPROKG_STORE_TOKEN"
"""The variables of the environment that hold the secret."""

HIDDEN = "***"


@dataclass(frozen=True)
class Credentials:
    """What proves who asks. Its text never shows the secret."""

    user: str = ""
    secret: str = field(default="", repr=False)
    scheme: str = ""
    """One of SCHEMES; empty means basic or digest, whichever the store asks for."""

    def proof(self) -> httpx.Auth | None:
        """Return what signs the requests, or None where there is no secret."""
        if not self.secret:
            return None
        if self.scheme == "bearer":
            return _Bearer(self.secret)
        if self.scheme == "digest":
            return httpx.DigestAuth(self.user, self.secret)
        if self.scheme == "basic":
            return httpx.BasicAuth(self.user, self.secret)
        return _AsAsked(self.user, self.secret)

    def clean(self, text: str) -> str:
        """Return a text without the secret, in any form in which a server could send it back.

        >>> Credentials("ann", "s3cret").clean("wrong: s3cret, Basic YW5uOnMzY3JldA==")
        'wrong: ***, Basic ***'
        """
        if not self.secret:
            return text
        pair = f"{self.user}:{self.secret}"
        for shape in (base64.b64encode(pair.encode()).decode(), base64.b64encode(self.secret.encode()).decode(),
                      pair, self.secret, quote(self.secret, safe="")):
            text = text.replace(shape, HIDDEN)
        return text


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _AsAsked(httpx.Auth):
    """Ask without a secret once, then prove who asks in the way that the store wants."""

    def __init__(self, user: str, secret: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, secret), httpx.DigestAuth(user, secret)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            wanted = response.headers.get("WWW-Authenticate", "").lower()
            self._chosen = self._digest if "digest" in wanted else self._basic
        yield from self._chosen.auth_flow(request)


def credentials(user: str, scheme: str, ask: Callable[[str], str] | None = None) -> Credentials:
    """Return what proves who asks: the secret from the environment, or from a prompt on a terminal.

    :param user: the name of the user; empty where there is none.
    :param scheme: one of SCHEMES; empty means what the store asks for.
    :param ask: asks a person for the secret; by default on the terminal, without showing it.
    :raises Misuse: if the scheme is not known, or a secret is wanted and there is none.

    >>> credentials("", "").secret
    ''
    """
    if scheme not in ("", *SCHEMES):
        raise Misuse(f"--auth {scheme!r} is not known; allowed: {', '.join(SCHEMES)}")
    if scheme == "bearer" or (not scheme and not user and os.environ.get(TOKEN)):
        if user:
            raise Misuse("--auth bearer takes a token and no name; leave out --user")
        return Credentials("", _secret(TOKEN, "token", ask), "bearer")
    if not user:
        if scheme:
            raise Misuse(f"--auth {scheme} wants a name; write --user NAME")
        return Credentials()
    if ":" in user:
        raise Misuse("--user takes the name alone, without a colon; the password comes from the environment "
                     f"({PASSWORD}) or a prompt")
    return Credentials(user, _secret(PASSWORD, f"password of {user}", ask), scheme)


def _secret(variable: str, what: str, ask: Callable[[str], str] | None) -> str:
    found = os.environ.get(variable, "")
    if not found and (ask or sys.stdin.isatty()):
        from getpass import getpass

        found = (ask or getpass)(f"{what}: ")
    if not found:
        raise Misuse(f"there is no {what.split()[0]}: set {variable} in the environment, or run the command on a terminal")
    if any(ord(letter) < 32 for letter in found):
        raise Misuse(f"the {what.split()[0]} holds a line break or another control character; "
                     f"set {variable} without it")
    return found


def loopback(host: str) -> bool:
    """Say whether a host is this machine.

    >>> loopback("127.0.0.1"), loopback("localhost"), loopback("store.example.org")
    (True, True, False)
    """
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
