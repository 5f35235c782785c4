"""The process in which formats are parsed, seen from inside: it serves one request after the other until its pipe ends.

It bounds its own memory, in two ways: the system refuses it more address space where the system can (Linux), and a
thread that looks at what it uses ends it (wherever there is `resource`: Linux, macOS). On Windows neither holds.
Macros, scripts and links in documents are never run or followed: no reader does that.
"""

import os
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

from gawah.errors import GawahError, ReportError, ReportMalformed
from gawah.sources.apart import out_of_memory
from gawah.sources.limits import Limits
from gawah.sources.messages import OUT_OF_MEMORY, receive, send, send_found, take_given

_GLANCE = 0.05
"""Seconds between two looks at the memory used."""
_LONGEST_PROBLEM = 120
_INSTEAD = "see that the file is whole, or save its text as .txt and read that"


def serve() -> None:
    """Read reports for the process at the other end of standard input and output, until it goes."""
    requests, replies = _take_pipes()
    watch = _Watch()
    while True:
        request, payload = receive(requests)
        if request is None:
            return
        limits = Limits(**request["limits"])
        watch.bound(limits.memory)
        _answer(replies, request, payload, limits)
        del payload
        send(replies, {"kind": "end", "worn": watch.is_worn()})


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output, and leave nothing in their place that a library could write into."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    return requests, replies


def _answer(replies: BinaryIO, request: dict[str, Any], payload: bytes, limits: Limits) -> None:
    name, reader = request["name"], import_module(request["module"])
    try:
        for found in reader.read(name, payload, take_given(request["given"]), limits):
            send_found(replies, found)
    except ReportError as error:
        send_found(replies, error)
    except BrokenPipeError:
        os._exit(0)
    except MemoryError:
        send_found(replies, out_of_memory(name, limits))
    except GawahError as error:  # as of a shipped table that is damaged
        send_found(replies, ReportMalformed(name, f"it could not be read ({error})", "see what gawah doctor says"))
    except Exception as error:  # libraries meet damaged files in ways of their own
        what = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_PROBLEM]
        problem = f"it is damaged, or not as {reader.DERIVER.partition('@')[0]} files are ({what})"
        send_found(replies, ReportMalformed(name, problem, _INSTEAD))


class _Watch:
    """Ends this process where it takes more memory than it may, or where the process that started it has gone."""

    def __init__(self) -> None:
        self._most = 0
        self._parent = os.getppid()
        self._at_start = _measure_space()
        threading.Thread(target=self._look, daemon=True).start()

    def bound(self, most: int) -> None:
        """Allow `most` bytes from now on; 0 is no limit."""
        self._most = most
        with suppress(ImportError, OSError, ValueError):
            import resource

            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            soft = self._at_start + 2 * most if most and self._at_start else hard
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    def is_worn(self) -> bool:
        """Whether so much is in use that another process had better take over."""
        return bool(self._most) and _measure_memory() > self._most / 2

    def _look(self) -> None:
        while True:
            time.sleep(_GLANCE)
            if self._most and _measure_memory() > self._most:
                os._exit(OUT_OF_MEMORY)
            if os.getppid() != self._parent:
                os._exit(0)


def _measure_memory() -> int:
    """Return the bytes of memory in use (on macOS: the most that ever were); 0 where one cannot tell."""
    with suppress(OSError, ValueError), open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - every 50 ms
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used if sys.platform == "darwin" else used * 1024
    return 0


def _measure_space() -> int:
    """Return the bytes of address space in use; 0 where one cannot tell."""
    with suppress(OSError, ValueError), open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
