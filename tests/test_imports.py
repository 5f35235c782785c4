"""What importing a part of Gawah brings in with it, seen in a fresh interpreter."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAND_ALONE = ("frozen", "errors", "model", "marks", "codebook", "record", "resolve", "account", "publish")
"""Modules that import no database, web, model-runtime or cluster library."""

LOOK = """
import sys
before = set(sys.modules)
{code}
loaded = {{
    name.partition(".")[0]
    for name, module in sys.modules.items()
    if name not in before and "site-packages" in (getattr(module, "__file__", None) or "")
}}
print("brought in:", *loaded, file=sys.stderr)
"""


def list_packages_brought_in(code, *argv):
    """Return the top modules that running `code` imports from installed packages."""
    command = [sys.executable, "-c", LOOK.format(code=code), *argv]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].removeprefix("brought in:").split()) - {"gawah"}


def list_modules_of(*distributions):
    """Return the top modules that `distributions`, and what they need, install."""
    wanted, todo = set(), list(distributions)
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name not in wanted:
            wanted.add(name)
            todo += [r for r in list_requirements(name) if r not in wanted]
    homes = metadata.packages_distributions()
    return {module for module, owners in homes.items() if {re.sub(r"[-_.]+", "-", o).lower() for o in owners} & wanted}


def list_requirements(distribution):
    try:
        requirements = metadata.requires(distribution) or []
    except metadata.PackageNotFoundError:  # wanted on another platform only
        return []
    return [re.match(r"[\w.-]+", r).group() for r in requirements if "extra ==" not in r]


@pytest.mark.parametrize("module", ["gawah", "gawah.errors", "gawah.model"])
def test_the_model_needs_only_the_standard_library(module):
    assert list_packages_brought_in(f"import {module}") == set()


@pytest.mark.parametrize("module", ["gawah", "gawah.errors", "gawah.model"])
def test_importing_the_model_brings_in_no_other_part(module):
    own = {"gawah", "gawah.frozen", module}
    code = f"import {module}; assert {{m for m in sys.modules if m.startswith('gawah')}} <= {own}"
    list_packages_brought_in(code)


HELP = """
from gawah.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.mark.parametrize(
    ("code", "argv"),
    [("import gawah.cli", ()), (HELP, ("--help",)), (HELP, ("read", "--help"))],
    ids=["import", "--help", "read --help"],
)
def test_help_imports_only_typer_and_rich(code, argv):
    brought_in = list_packages_brought_in(code, *argv)
    assert "typer" in brought_in
    # Rich looks whether attrs is there, which tests bring along and users need not have.
    assert brought_in - {"attr"} <= list_modules_of("typer", "rich")


def test_reading_imports_no_database_web_or_linking_library():
    brought_in = list_packages_brought_in("import gawah; print(len(list(gawah.read('examples'))))")
    core = list_modules_of("pyyaml", "rapidfuzz", "marisa-trie")
    assert "marisa_trie" in brought_in
    assert brought_in <= core


def test_the_layers_contract_forbids_heavy_libraries_in_all_that_must_stand_alone():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    forbidden, of_publish = [c for c in contracts if c["type"] == "forbidden"]
    package = ROOT / "src" / "gawah"
    there = {f"gawah.{m}" for m in STAND_ALONE if (package / m).is_dir() or (package / f"{m}.py").is_file()}
    assert {*forbidden["source_modules"], *of_publish["source_modules"]} == there
    assert set(forbidden["forbidden_modules"]) - set(of_publish["forbidden_modules"]) == {"jinja2", "pyarrow"}
