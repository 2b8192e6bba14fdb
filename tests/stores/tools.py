"""Find the tools that the tests of stores need, or fetch them: ``python -m tests.stores.tools`` fetches all.

What Debian packages is looked for on the path. What Maven Central has is taken from Maven's own folder, and
fetched into it where ``mvn`` is there. A tool that is not to be had skips its tests with a sentence that says
how to get it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

FETCH_TIMEOUT = 300
"""Seconds that Maven may take to fetch one file."""


class Artifact(NamedTuple):
    """A file on Maven Central."""

    group: str
    name: str
    version: str
    packaging: str

    @property
    def coordinates(self) -> str:
        """Return how Maven names it on its command line."""
        return ":".join(self)

    @property
    def file(self) -> Path:
        """Return where Maven keeps it."""
        folder = Path.home() / ".m2/repository" / self.group.replace(".", "/") / self.name / self.version
        return folder / f"{self.name}-{self.version}.{self.packaging}"

    @property
    def command(self) -> list[str]:
        """Return the command that fetches it, and nothing that it depends on."""
        return ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={self.coordinates}", "-Dtransitive=false"]


JENA = Artifact("org.apache.jena", "apache-jena", "5.2.0", "zip")
FUSEKI = Artifact("org.apache.jena", "jena-fuseki-server", "5.2.0", "jar")
# The last version of which Maven Central has the server; later ones come from the makers' own page alone.
RDF4J = Artifact("org.eclipse.rdf4j", "rdf4j-http-server", "3.7.7", "war")
JETTY = Artifact("org.eclipse.jetty", "jetty-runner", "9.4.56.v20240826", "jar")
ARTIFACTS = (JENA, FUSEKI, RDF4J, JETTY)

PACKAGES = {"virtuoso-t": "virtuoso-opensource-7", "isql-vt": "virtuoso-opensource-7", "rapper": "raptor2-utils",
            "java": "openjdk-17-jre-headless", "mvn": "maven", "curl": "curl"}
"""Command -> the Debian package that has it."""


@cache
def fetched(artifact: Artifact) -> Path | None:
    """Return the file of an artifact, fetched if it is not there and Maven is; None where it is not to be had."""
    if not artifact.file.is_file() and shutil.which("mvn"):
        subprocess.run(artifact.command, capture_output=True, check=False, timeout=FETCH_TIMEOUT)
    return artifact.file if artifact.file.is_file() else None


def unpacked(artifact: Artifact) -> Path | None:
    """Return the folder that an archive holds, unpacked once for all runs; None where it is not to be had."""
    archive = fetched(artifact)
    if archive is None:
        return None
    cached = Path(os.environ.get("COPROKG_TEST_TOOLS") or Path.home() / ".cache/coprokg-tests")
    folder = cached / f"{artifact.name}-{artifact.version}"
    if not folder.is_dir():
        aside = cached / f".{folder.name}.{os.getpid()}"
        with zipfile.ZipFile(archive) as content:
            content.extractall(aside)
        for command in (aside / folder.name / "bin").glob("*"):
            command.chmod(0o755)
        try:
            (aside / folder.name).rename(folder)
        except OSError:
            # Another process has unpacked it meanwhile.
            assert folder.is_dir()
        shutil.rmtree(aside)
    return folder


def jena() -> Path | None:
    """Return the folder of Jena's command-line tools (``bin/riot``, ``bin/tdb2.tdbloader``), or None."""
    return unpacked(JENA) if shutil.which("java") else None


def fuseki_jar() -> Path | None:
    """Return the file of the Fuseki server, or None."""
    return fetched(FUSEKI) if shutil.which("java") else None


def rdf4j_war() -> Path | None:
    """Return the file of the RDF4J server, which a servlet container runs, or None."""
    return fetched(RDF4J) if shutil.which("java") else None


def jetty_jar() -> Path | None:
    """Return the file of the servlet container, or None."""
    return fetched(JETTY) if shutil.which("java") else None


def oxigraph() -> str | None:
    """Return the command of the Oxigraph server, beside this Python or on the path, or None."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def command(name: str) -> str:
    """Return where a command is; the test is skipped, with what to install, where it is missing."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: apt-get install {PACKAGES[name]}")
    return found


def needed(found: Path | str | None, *artifacts: Artifact) -> str:
    """Return what was found as text; the test is skipped, with how to get it, where it was not.

    :param found: what a function of this module returned.
    :param artifacts: what Maven would have to fetch; none means the server Oxigraph.
    """
    if found is None and not artifacts:
        pytest.skip("the server oxigraph is not installed: pip install oxigraph")
    if found is None:
        how = " && ".join(" ".join(artifact.command) for artifact in artifacts)
        pytest.skip(f"{artifacts[0].name} is not there: apt-get install openjdk-17-jre-headless maven && {how}")
    return str(found)


if __name__ == "__main__":
    missing = [artifact.coordinates for artifact in ARTIFACTS if fetched(artifact) is None]
    missing += [f"{name} (apt-get install {package})" for name, package in PACKAGES.items() if not shutil.which(name)]
    missing += [] if oxigraph() else ["oxigraph (pip install oxigraph)"]
    print(f"missing: {', '.join(missing)}" if missing else "every tool is there")
    sys.exit(bool(missing))
