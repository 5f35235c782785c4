"""Reports read in the background: what was asked for is kept in the store, so that it outlives whoever asked.

    job = ask_for(store, Wanted(files=(Upload("a.txt", b"…"),)), by="Amina")
    Worker(store).wake()                  # reads it in a process of its own
    find_job(store, job).told.added       # how many reports are new

A job that is interrupted is read again from its beginning: a report that is there already adds nothing.
"""

from gawah.intake.jobs import (
    Job,
    Told,
    Upload,
    Wanted,
    agree_on_columns,
    ask_for,
    find_job,
    forget_job,
    list_jobs,
    list_results,
    read_again,
    stop_job,
)
from gawah.intake.worker import Worker

__all__ = [
    "Job",
    "Told",
    "Upload",
    "Wanted",
    "Worker",
    "agree_on_columns",
    "ask_for",
    "find_job",
    "forget_job",
    "list_jobs",
    "list_results",
    "read_again",
    "stop_job",
]
