"""Which column of a table tells what, where a file beside the table says so ("my.xlsx.list.yaml")."""

import os.path
from pathlib import Path

from gawah.errors import CodebookError, ReportMalformed
from gawah.model import Given
from gawah.sources.about import LIST


def name_list_file(path: Path) -> Path:
    """Return the file in which the columns of the table at `path` are told."""
    return path.with_name(path.name + LIST)


def read_columns_of(path: Path) -> tuple[Given, ...]:
    """Return what the file beside the table at `path` tells of its columns; nothing where there is none.

    Raises ReportMalformed, under that file's name, where it is not valid.
    """
    if not os.path.isfile(f"{path}{LIST}"):  # noqa: PTH113 - several times faster, and most reports have none
        return ()
    beside = name_list_file(path)
    from gawah.codebook.columns import read_columns_file  # here, since most reports have none

    try:
        return (Given("list", read_columns_file(beside).reference, "sidecar"),)
    except CodebookError as error:
        raise ReportMalformed(str(beside), str(error), "mend it, or make it anew with gawah map") from None
