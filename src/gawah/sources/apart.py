"""Readers of formats that are parsed run apart: in a process that is killed where it takes too long or too much.

A worker is started by the first report that needs one, serves one report after the other, and ends with this process.
What goes over its pipes is JSON and bytes, which, whatever they say, make this process run nothing (see `worker`).
"""

import atexit
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict

from gawah.errors import ReportError, ReportMalformed, ReportTooLarge, ReportTooSlow
from gawah.model import Source
from gawah.sources.limits import Limits
from gawah.sources.messages import OUT_OF_MEMORY, receive, send, take_found
from gawah.sources.part import Part

_START = "import sys; sys.path[:] = sys.argv[1:]; from gawah.sources.worker import serve; serve()"
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
_INSTEAD = "open it in a program that shows it, save its text as .txt and read that"


def read_apart(module: str, part: Part, limits: Limits) -> Iterator[Source | Part | ReportError]:
    """Yield what the reader in `module` finds in `part`: what its `read` yields, in a worker.

    Whatever becomes of the worker ends as a ReportError that is yielded. Left half way, the worker is killed.
    """
    try:
        worker = _take_worker()
    except OSError as error:
        problem = f"it needs a process of its own to be read in, which cannot be started ({error.strerror or error})"
        yield ReportMalformed(part.name, problem, "read it where Python may start processes")
        return
    try:
        yield from worker.read(module, part, limits)
    finally:
        if worker.at_rest:
            _idle.append(worker)
        else:
            worker.kill()


class _Worker:
    """A process that reads, seen from outside."""

    def __init__(self) -> None:
        import subprocess  # here, since most reports need no worker

        if not sys.executable:
            raise OSError("there is no Python interpreter to start")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD},
            start_new_session=True,  # Ctrl-C is ours to handle, and what it starts itself dies with it
        )
        self.owner = os.getpid()
        self.at_rest = True

    @property
    def is_alive(self) -> bool:
        """Whether it runs, and was not started by a process that this one was forked from."""
        return self.owner == os.getpid() and self._process.poll() is None

    def read(self, module: str, part: Part, limits: Limits) -> Iterator[Source | Part | ReportError]:
        """Yield what is found in `part`, or why no more is."""
        self.at_rest = False
        request = {"module": module, "name": part.name, "given": [asdict(g) for g in part.given]}
        late = self._send({**request, "limits": asdict(limits)}, part.payload, limits)
        while not late:
            reply, payload, late = self._receive(limits)
            if reply is None:
                break
            if reply["kind"] == "end":
                self.at_rest = not reply["worn"]
                return
            yield take_found(reply, payload)
        yield self._tell_end(part.name, late, limits)

    def _send(self, request: dict[str, object], payload: bytes, limits: Limits) -> bool:
        """Hand over a request; return whether that took too long. A worker that has died is seen when it answers."""
        assert self._process.stdin is not None
        with self._deadline(limits) as late, contextlib.suppress(BrokenPipeError):
            send(self._process.stdin, request, payload)
        return late.is_set()

    def _receive(self, limits: Limits) -> tuple[dict[str, object] | None, bytes, bool]:
        """Return the next reply (None where it has died), what comes with it, and whether it took too long."""
        assert self._process.stdout is not None
        with self._deadline(limits) as late:
            reply, payload = receive(self._process.stdout)
        return reply, payload, reply is None and late.is_set()

    @contextlib.contextmanager
    def _deadline(self, limits: Limits) -> Iterator[threading.Event]:
        """Kill the worker where what runs inside takes too long, and set the event that says so."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(limits.reading_seconds, end)
        timer.daemon = True
        if limits.reading_seconds > 0:
            timer.start()
        try:
            yield late
        finally:
            timer.cancel()

    def _tell_end(self, name: str, late: bool, limits: Limits) -> ReportError:
        """Return why a worker that was killed, or died, has read no more."""
        if late:
            problem = f"reading it took over the limit of {limits.reading_seconds:g} seconds"
            return ReportTooSlow(name, problem, f"{_INSTEAD}, or raise the limit")
        self.kill()
        if self._process.returncode == OUT_OF_MEMORY:
            return out_of_memory(name, limits)
        problem = f"its reader broke down (exit status {self._process.returncode})"
        return ReportMalformed(name, problem, _INSTEAD)

    def kill(self) -> None:
        """End the process and what it has started, and wait for that."""
        if self.owner != os.getpid():
            return
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL) if hasattr(os, "killpg") else self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError, ValueError):
                pipe.close()


def out_of_memory(name: str, limits: Limits) -> ReportTooLarge:
    """Return the error for a report that takes more memory than it may."""
    problem = f"reading it takes over the limit of {limits.memory // 1_000_000:,} MB of memory"
    return ReportTooLarge(name, problem, _INSTEAD)


_idle: list[_Worker] = []
"""Workers that wait. A container's worker is busy while what it holds is read, so a nested one takes another."""


def _take_worker() -> _Worker:
    """Return a worker at rest, started if none waits. Raises OSError."""
    while _idle:
        worker = _idle.pop()
        if worker.is_alive:
            return worker
        worker.kill()
    return _Worker()


@atexit.register
def _end_workers() -> None:
    while _idle:
        _idle.pop().kill()
