import shutil
from pathlib import Path

import pytest

from gawah.codebook import Codebook, load
from gawah.codebook.reading import SHIPPED


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load()


@pytest.fixture
def edit(tmp_path: Path):
    """Return a function that copies the codebook with one passage of one file replaced, and returns its folder."""

    def edited(file: str, old: str, new: str) -> Path:
        shutil.copytree(SHIPPED, tmp_path / "codebook", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        path = tmp_path / "codebook" / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path.parent

    return edited


@pytest.fixture(scope="session")
def design() -> Path:
    """Return the folder of the design documents beside the checkout; skip where they are absent."""
    folder = Path(__file__).parents[3] / "shared" / "design"
    if not folder.is_dir():
        pytest.skip("the design documents do not lie beside the checkout")
    return folder
