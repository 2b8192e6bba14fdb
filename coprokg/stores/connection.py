"""Talk HTTP with a store: bounded in time, careful with the secret, and with a sentence for every failure."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

import httpx

from ..problems import Misuse
from .authentication import PASSWORD, TOKEN, Credentials, loopback

CONNECT, WAIT = 10, 300
"""Seconds: to connect, and to wait for the store to do what it was told."""

REDIRECTS = 5
PAUSES = (0.3, 1.5)
"""Seconds before a request that may be repeated is repeated."""

_PASSING = (502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_SAME_METHOD = (307, 308)
_SHOWN = 300
_AT_ONCE = 64 * 1024


class Unreachable(Misuse):
    """The store gave no answer: what it did with the last request is not known."""


class Refused(Misuse):
    """The store answered with an error."""

    def __init__(self, message: str, status: int) -> None:
        """Keep the sentence and the status."""
        super().__init__(message)
        self.status = status


class FileBody:
    """A file as the body of a request: read in pieces, and from its start again if the request is sent again."""

    def __init__(self, path: Path, before: bytes = b"") -> None:
        """Take the path, and what is sent before the file."""
        self.path, self.before = path, before

    def __iter__(self) -> Iterator[bytes]:
        yield self.before
        with self.path.open("rb") as stream:
            while piece := stream.read(_AT_ONCE):
                yield piece

    def __len__(self) -> int:
        return len(self.before) + self.path.stat().st_size


class Connection:
    """Requests to one host: the secret goes to no other."""

    def __init__(self, address: str, who: Credentials, *, plain_http: bool = False) -> None:
        """Prepare to talk with a store; nothing is sent.

        :param address: an address of the store.
        :param who: who asks.
        :param plain_http: let the secret go over a connection that anybody between can read.
        :raises Misuse: if the address is none, holds a secret, or is not safe for one.
        """
        url = _address(address)
        self.origin = _origin(url)
        self.who = who
        here = loopback(url.host)
        if who.secret and url.scheme == "http" and not here and not plain_http:
            raise Misuse(f"{self.origin} is plain http: anybody on the way could read the secret; "
                         "write https://, or --plain-http if the way is safe (a tunnel, one's own network)")
        # Certificates take longer to read than a small store to fill; plain http shows none.
        self._client = httpx.Client(auth=who.proof(), follow_redirects=False, trust_env=not here,
                                    verify=url.scheme == "https",
                                    timeout=httpx.Timeout(WAIT, connect=CONNECT))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def send(self, method: str, address: str, *, content: bytes | FileBody | None = None,
             headers: Mapping[str, str] | None = None, repeatable: bool = True, wait: float = WAIT) -> httpx.Response:
        """Send a request and return the answer, whole.

        :param repeatable: whether doing it twice is the same as doing it once; only then is it tried again.
        :param wait: seconds to wait for the answer.
        :raises Unreachable: if there is no answer.
        :raises Refused: if the answer is an error.
        :raises Misuse: if the store sends us to another host.
        """
        with self._answer(method, address, content, headers, repeatable, wait) as response:
            self._read(response)
            return response

    def download(self, address: str, headers: Mapping[str, str]) -> tuple[IO[bytes], str]:
        """Return what stands at an address, as a file in a temporary place, and its media type.

        :raises Unreachable: if there is no answer, or it breaks off.
        :raises Refused: if the answer is an error.
        """
        for pause in (*PAUSES, None):
            with self._answer("GET", address, None, headers, True, WAIT) as response:
                # Closed by whoever reads it.
                to = tempfile.SpooledTemporaryFile(max_size=16 * 2**20)  # noqa: SIM115
                try:
                    for piece in response.iter_bytes(_AT_ONCE):
                        to.write(piece)
                except httpx.HTTPError as error:
                    to.close()
                    if pause is None:
                        raise self._unreachable(address, error) from None
                    time.sleep(pause)
                    continue
                to.seek(0)
                return to, response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def _answer(self, method: str, address: str, content: bytes | FileBody | None,
                headers: Mapping[str, str] | None, repeatable: bool, wait: float) -> Iterator[httpx.Response]:
        response = self._tried(method, address, content, headers, repeatable, wait)
        try:
            yield response
        finally:
            response.close()

    def _tried(self, method: str, address: str, content: bytes | FileBody | None,
               headers: Mapping[str, str] | None, repeatable: bool, wait: float) -> httpx.Response:
        for pause in (*(PAUSES if repeatable else ()), None):
            try:
                response = self._followed(method, address, content, headers, wait)
            except (httpx.NetworkError, httpx.ProtocolError) as error:
                if pause is None:
                    raise self._unreachable(address, error) from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise self._unreachable(address, error) from None
            else:
                if response.status_code not in _PASSING or pause is None:
                    if response.is_success:
                        return response
                    self._refuse(response, address)
                response.close()
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _followed(self, method: str, address: str, content: bytes | FileBody | None,
                  headers: Mapping[str, str] | None, wait: float) -> httpx.Response:
        """Send, and follow redirects on the same host only: what is sent and the secret are for nobody else."""
        for _ in range(REDIRECTS):
            sent = dict(headers or {})
            if isinstance(content, FileBody):
                sent["Content-Length"] = str(len(content))
            request = self._client.build_request(method, address, content=content, headers=sent,
                                                 timeout=httpx.Timeout(wait, connect=CONNECT))
            response = self._client.send(request, stream=True)
            if response.status_code not in _MOVED or "Location" not in response.headers:
                return response
            response.close()
            there = request.url.join(response.headers["Location"])
            if _origin(there) != self.origin:
                raise Misuse(f"{address} sends us to another host, {_origin(there)}; nothing was sent there: "
                             "if it is the store, give its own address")
            if method not in ("GET", "HEAD") and response.status_code not in _SAME_METHOD:
                raise Misuse(f"{address} has moved to {there.copy_with(query=None)}; give that address")
            address = str(there)
        raise Misuse(f"{address} sends us on more than {REDIRECTS} times; give the address it should lead to")

    def _read(self, response: httpx.Response) -> None:
        try:
            response.read()
        except httpx.HTTPError as error:
            raise self._unreachable(str(response.url), error) from None

    def _unreachable(self, address: str, error: Exception) -> Unreachable:
        what = ("did not answer in time" if isinstance(error, httpx.TimeoutException)
                else f"cannot be reached ({self.who.clean(str(error)) or type(error).__name__})")
        return Unreachable(f"{_bare(address)} {what}; is the store running, and the address right?")

    def _refuse(self, response: httpx.Response, address: str) -> NoReturn:
        """Turn an error of the store into a sentence with a remedy."""
        try:
            body = next(response.iter_bytes(_AT_ONCE), b"")
        except httpx.HTTPError:
            body = b""
        finally:
            response.close()
        status = response.status_code
        said = self.who.clean(first_line(body.decode("utf-8", "replace")))
        raise Refused(f"{_bare(address)} answers {status}{f' ({said})' if said else ''}: "
                      f"{self._remedy(status, response.headers.get('WWW-Authenticate', ''))}", status)

    def _remedy(self, status: int, offers: str) -> str:
        if status == 401 and not self.who.secret:
            return (f"it asks who you are; write --user NAME with the password in {PASSWORD}, "
                    f"or --auth bearer with the token in {TOKEN}")
        if status == 401:
            scheme = offers.partition(" ")[0]
            secret = "token" if self.who.scheme == "bearer" else f"password of {self.who.user}"
            return (f"it does not accept the {secret}; correct it"
                    + (f", or the way of sending it (the store asks for {scheme})" if scheme else ""))
        if status == 403:
            return "you may not do this there; get the right to write, or give the address that takes a password"
        if status in (404, 405, 501):
            return "this address does not do what is asked of it; give the store's Graph Store or update address"
        if status == 413:
            return "it takes no request of this size; raise its limit, or write --update to send small pieces"
        if status == 507:
            return "its disk is full; make room there"
        return "look into the store's own log for the reason" if status >= 500 else "the store does not take the request"


def first_line(text: str) -> str:
    r"""Return the first line of an error page that says something, without markup, cut to a bearable length.

    >>> first_line("<html><title>Error</title>\n<p>Disk full</p>")
    'Error Disk full'
    """
    if text.lstrip().startswith("<"):
        text = " ".join(re.sub(r"<(style|script)\b.*?</\1>|<[^<>]*>", " ", text, flags=re.DOTALL).split())
    lines = (line.strip() for line in text.splitlines())
    return "".join(c for c in next((line for line in lines if line), "") if c.isprintable())[:_SHOWN]


def _address(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise Misuse(f"{_bare(text)!r} is not the address of a store; write http://host:port/path")
    if url.userinfo:
        raise Misuse("write no name or password in the address: others see it; write --user NAME, with the password "
                     f"in {PASSWORD} or at the prompt")
    return url


def _origin(url: httpx.URL) -> str:
    return str(url.copy_with(path="/", query=None, fragment=None, userinfo=b"")).rstrip("/")


def _bare(address: str) -> str:
    """Return an address without what might be a secret in it.

    >>> _bare("http://ann:pw@host/store?graph=x")
    'http://host/store'
    """
    return re.sub(r"//[^/@]*@", "//", address.partition("?")[0])
