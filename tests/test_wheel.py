"""What users install: the wheel holds every file of the package, the licence and its notice, and stays small."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LARGEST = 50_000_000
"""Bytes."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_ships_every_file_of_the_package(wheel):
    package = ROOT / "src"
    there = {f.relative_to(package).as_posix() for f in package.rglob("*") if f.is_file() and f.suffix != ".pyc"}
    shipped = set(zipfile.ZipFile(wheel).namelist())
    assert there - shipped == set()
    assert "gawah/py.typed" in shipped


def test_the_wheel_ships_nothing_but_the_package_and_its_licence(wheel):
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"gawah", wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"}
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= names


def test_the_wheel_is_small(wheel):
    assert wheel.stat().st_size < LARGEST
