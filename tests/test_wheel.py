"""The built wheel carries the content, and gives the same graph somewhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coprokg.folders import CONTENT, in_checkout, root

if not in_checkout():
    pytest.skip("a wheel is built from a checkout", allow_module_level=True)


def pip(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments],
                          capture_output=True, text=True, cwd=root())
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), ".")
    return next(folder.glob("*.whl"))


def tracked(folder: str) -> set[str]:
    done = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", folder],
                          capture_output=True, text=True, cwd=root(), check=True)
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.parametrize("folder", [*CONTENT, "coprokg"])
def test_every_file_travels(folder: str, wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name if folder == "coprokg" else f"coprokg/{name}" for name in tracked(folder)}
    assert wanted, "git lists no file"
    assert not wanted - inside, f"missing from the wheel: {sorted(wanted - inside)[:5]}"


def test_the_wheel_gives_the_same_graph_elsewhere(
    wheel: Path, graph_file: Path, tmp_path: Path
) -> None:
    """Installed somewhere else, without the checkout, it builds the same bytes and answers."""
    pip("install", "--quiet", "--no-deps", "--target", str(tmp_path / "site"), str(wheel))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "COPROKG_BUILD": str(tmp_path / "build")}
    environment.pop("COPROKG_CONTENT", None)

    def coprokg(*arguments: str) -> str:
        done = subprocess.run([sys.executable, "-P", "-m", "coprokg", *arguments], capture_output=True,
                              text=True, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run([sys.executable, "-P", "-c", "import coprokg; print(coprokg.__file__)"],
                           capture_output=True, text=True, cwd=tmp_path, env=environment).stdout
    assert str(tmp_path) in where, "the checkout was imported, not the wheel"
    coprokg("build")
    built = next((tmp_path / "build").glob("*/graph.nq"))
    assert built.read_bytes() == graph_file.read_bytes()
    assert "Sure Start" in coprokg("ask", "drivers-by-case")
