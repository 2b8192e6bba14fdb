"""Start a real triple store on this machine, on a free port, in a folder of its own; end it afterwards.

Each is a context manager that gives a :class:`Server` once the store answers. Nothing of a store outlives the
block: its process is ended, and killed if it does not end. Where it does not start, the end of its log is in
the error.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.stores import tools

STARTS_WITHIN, ENDS_WITHIN = 60, 15
"""Seconds."""
NAME = "coprokg"
"""The dataset (Fuseki) or repository (RDF4J) that is made."""
JAVA = ("-Xmx1g", "-XX:TieredStopAtLevel=1")
"""Little memory, and a quick start rather than the fastest code."""


@dataclass(frozen=True)
class Server:
    """A running store, and its addresses."""

    name: str
    root: str
    """The address that a person would name: of the server, or of its dataset or repository."""
    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""
    folder: Path = Path()
    """Where it keeps its data and its log."""
    process: subprocess.Popen[bytes] | None = field(default=None, compare=False)
    """Its process, for tests that kill it."""
    sql: int = 0
    """The port for SQL, which Virtuoso's bulk loader wants."""

    @property
    def auth(self) -> httpx.DigestAuth | None:
        """Return the proof of who asks, for those that ask for one (Virtuoso, by digest)."""
        return httpx.DigestAuth(self.user, self.password) if self.user else None


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(command: Sequence[str], folder: Path, ready: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends.

    :param command: what starts it, in the foreground.
    :param folder: its working folder; its log ``server.log`` is written there.
    :param ready: an address that answers without an error once it is up.
    :raises AssertionError: with the end of its log, if it ends at once or is not up in time.
    """
    log = folder / "server.log"
    with log.open("ab") as stream:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream)
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while not _answers(ready):
            if process.poll() is not None or time.monotonic() > deadline:
                state = "ended" if process.poll() is not None else f"is not up after {STARTS_WITHIN} s"
                raise AssertionError(f"{command[0]} {state}:\n{_end(folder)}")
            time.sleep(0.1)
        yield process
    except BaseException as error:
        error.add_note(f"the end of {log}:\n{_end(folder)}")
        raise
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(ENDS_WITHIN)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.HTTPError:
        return False


def _end(folder: Path) -> str:
    """Return the last lines of the logs in a folder."""
    logs = sorted({*folder.glob("*.log"), *folder.glob("logs/*")})
    return "\n".join(line for log in logs if log.is_file()
                     for line in log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


@contextmanager
def oxigraph(folder: Path, union: bool = True, location: Path | None = None) -> Iterator[Server]:
    """Run the Oxigraph server.

    :param folder: an empty folder of its own.
    :param union: whether the default graph is the union of the named graphs.
    :param location: the folder of a store that is there already; by default a new one.
    """
    binary = tools.needed(tools.oxigraph())
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    command = [binary, "serve", "--location", str(location or folder / "store"), "--bind", f"127.0.0.1:{port}",
               *(["--union-default-graph"] if union else [])]
    with running(command, folder, root + "/") as process:
        yield Server("oxigraph", root, root + "/query", root + "/update", root + "/store", folder=folder,
                     process=process)


VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CaseMode = 2
DirsAllowed = {allowed}
NumberOfBuffers = 30000
MaxDirtyBuffers = 20000
MaxQueryMem = 512M
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 10
HTTPThreadSize = 280000
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = {cost}
MaxQueryExecutionTime = 60
DefaultQuery = SELECT DISTINCT ?class {{ [] a ?class }} LIMIT 100
"""
"""The settings of Debian's own file that matter here: both ports on this machine only, little memory."""


@contextmanager
def virtuoso(folder: Path, allowed: Sequence[Path] = (), rows: int = 10_000, cost: int = 400) -> Iterator[Server]:
    """Run Virtuoso; its user is ``dba``, and it asks for who writes by digest.

    :param folder: an empty folder of its own.
    :param allowed: the folders that its bulk loader may read.
    :param rows: the most rows of an answer; as Debian sets it.
    :param cost: the longest query, in seconds as it guesses them beforehand; as Debian sets it.
    """
    binary = tools.command("virtuoso-t")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(
        sql=sql, http=http, rows=rows, cost=cost, allowed=", ".join(map(str, (folder, *allowed)))), encoding="utf-8")
    root = f"http://127.0.0.1:{http}"
    with running([binary, "-c", str(folder / "virtuoso.ini"), "+foreground"], folder,
                 f"{root}/sparql?query=ASK%7B%7D") as process:
        yield Server("virtuoso", root, root + "/sparql", root + "/sparql-auth", root + "/sparql-graph-crud-auth",
                     "dba", "dba", folder, process, sql)


FUSEKI = """
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX tdb2: <http://jena.apache.org/2016/tdb#>

[] a fuseki:Service ;
    fuseki:name "{name}" ;
    fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "sparql" ],
        [ fuseki:operation fuseki:query ; fuseki:name "query" ],
        [ fuseki:operation fuseki:update ; fuseki:name "update" ],
        [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ] ;
    fuseki:dataset [ a tdb2:DatasetTDB2 ; tdb2:location "{location}" ; tdb2:unionDefaultGraph {union} ] .
"""


@contextmanager
def fuseki(folder: Path, union: bool = True, location: Path | None = None) -> Iterator[Server]:
    """Run Apache Jena Fuseki over TDB2.

    :param folder: an empty folder of its own.
    :param union: whether the default graph is the union of the named graphs.
    :param location: the folder of a TDB2 database that is there already; by default a new one.
    """
    jar = tools.needed(tools.fuseki_jar(), tools.FUSEKI)
    (folder / "config.ttl").write_text(FUSEKI.format(
        name=NAME, location=location or folder / "store", union=str(union).lower()), encoding="utf-8")
    port = free_port()
    command = [tools.command("java"), *JAVA, "-jar", jar, "--localhost", "--port", str(port), "--ping",
               "--config", str(folder / "config.ttl")]
    with running(command, folder, f"http://127.0.0.1:{port}/$/ping") as process:
        root = f"http://127.0.0.1:{port}/{NAME}"
        yield Server("fuseki", root, root + "/sparql", root + "/update", root + "/data", folder=folder,
                     process=process)


RDF4J = """
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

[] a rep:Repository ; rep:repositoryID "{name}" ; rdfs:label "{name}" ;
    rep:repositoryImpl [ rep:repositoryType "openrdf:SailRepository" ;
        sr:sailImpl [ sail:sailType "openrdf:NativeStore" ] ] .
"""


@contextmanager
def rdf4j(folder: Path, repository: bool = True) -> Iterator[Server]:
    """Run the RDF4J server, with one native repository; its default graph is the union of all.

    :param folder: an empty folder of its own.
    :param repository: whether the repository is made, or only its addresses are told.
    """
    war = tools.needed(tools.rdf4j_war(), tools.RDF4J, tools.JETTY)
    jetty = tools.needed(tools.jetty_jar(), tools.JETTY)
    port = free_port()
    (folder / "tmp").mkdir()
    command = [tools.command("java"), *JAVA, f"-Dorg.eclipse.rdf4j.appdata.basedir={folder / 'data'}",
               f"-Djava.io.tmpdir={folder / 'tmp'}", "-jar", jetty, "--host", "127.0.0.1", "--port", str(port),
               "--path", "/rdf4j-server", war]
    base = f"http://127.0.0.1:{port}/rdf4j-server"
    with running(command, folder, base + "/protocol") as process:
        root = f"{base}/repositories/{NAME}"
        if repository:
            made = httpx.put(root, content=RDF4J.format(name=NAME), headers={"Content-Type": "text/turtle"}, timeout=60)
            assert made.is_success, made.text
        yield Server("rdf4j", root, root, root + "/statements", root + "/rdf-graphs/service", folder=folder,
                     process=process)
