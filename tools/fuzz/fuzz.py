"""Throws damaged files at one reader, by its name: whatever comes must end in reports or in deliberate errors.

    pip install -r tools/fuzz/requirements.txt
    python tools/fuzz/fuzz.py mail -max_total_time=600

The name is that of a reader without its version (`mail`, `feed`, `zip`, `html` …); what follows goes to libFuzzer. The
reader runs in this process, without the limits of a worker: a hang (over 25 seconds on one file) or a fault of our own
code stops the run and leaves the file as `crash-…` or `timeout-…`. It starts from the fixtures of the tests
and from the files kept in `tools/fuzz/corpus/NAME`; finds that tell something new go into `out/fuzz/NAME`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["gawah.sources"]):
    from gawah.errors import ReportError
    from gawah.model import Source
    from gawah.sources import READERS, Limits, Part
    from gawah.sources.decoding import sniff

ROOT = Path(__file__).parents[2]
LIMITS = Limits(bytes_per_report=200_000, bytes_per_container=2_000_000, parts=200, characters=200_000)
OURS = str(ROOT / "src")


def main() -> None:
    """Fuzz the reader named first on the command line."""
    name, *options = sys.argv[1:]
    reader = next(reader for reader in READERS if reader.deriver.partition("@")[0] == name)
    found = ROOT / "out" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    for path in list_seeds(reader.tells):
        (found / f"seed-{path.name}").write_bytes(path.read_bytes())

    def try_one(payload: bytes) -> None:
        """Read `payload`; what our own code raises but ReportError stops the run."""
        try:
            for item in reader.read("file", payload, (), LIMITS):
                assert isinstance(item, Source | Part | ReportError), item
                check(item)
        except ReportError as error:
            check(error)
        except Exception as error:
            if not reader.apart or is_ours(error):
                raise

    atheris.Setup([sys.argv[0], str(found), "-timeout=25", "-rss_limit_mb=3000", "-max_len=65536", *options], try_one)
    atheris.Fuzz()


def is_ours(error: BaseException) -> bool:
    """Whether our own code raised `error`; what a library raises on a damaged file, a worker tells in one line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename.startswith(OURS)


def check(item: Source | Part | ReportError) -> None:
    """Raise AssertionError for what no reader may yield: half characters, lines in names, a text that is not there."""
    if isinstance(item, Source):
        item.text.content.encode("utf-8")
        assert item.text.content.strip()
        assert "\r" not in item.text.content
    name = item.acquisition.path if isinstance(item, Source) else item.name if isinstance(item, Part) else str(item)
    assert "\n" not in (name or "")


def list_seeds(tells: object) -> Iterator[Path]:
    """Yield the fixtures and the kept files that the reader takes for its own."""
    folders = [ROOT / "tests" / "sources" / "fixtures", Path(__file__).parent / "corpus"]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        payload = path.read_bytes()
        if len(payload) < 65_536 and callable(tells) and tells(payload, sniff(payload)):
            yield path


if __name__ == "__main__":
    main()
