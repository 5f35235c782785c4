"""The one thread that has jobs read, one after the other, each in a process of its own."""

import atexit
import json
import os
import subprocess
import sys
import threading
import weakref
from typing import TYPE_CHECKING

from gawah.codebook import adopted
from gawah.errors import StoreError
from gawah.intake.jobs import claim_job, end_job, find_job, has_open_jobs, keep_alive

if TYPE_CHECKING:
    from gawah.store import Store

_START = "import sys; sys.path[:] = sys.argv[1:]; from gawah.intake.reading import serve; serve()"
_BEAT = 2.0
"""Seconds between two words of life."""
_GRACE = 10.0
"""Seconds that a process has to end."""


class Worker:
    """Has the jobs of a store read, for as long as any is open; each is read once, however many workers there are."""

    def __init__(self, store: "Store", offline: bool = False) -> None:
        self.store, self.offline = store, offline
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()
        self._woken = threading.Event()
        ended = weakref.WeakMethod(self.end)
        atexit.register(lambda: (end := ended()) and end())

    def wake(self) -> None:
        """Have open jobs read, if there are any."""
        with self._lock:
            self._woken.set()
            if self._thread is None or not self._thread.is_alive():
                if not has_open_jobs(self.store):
                    return
                self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Break off what is being read; it is read again when somebody wakes a worker on this store."""
        self._ended.set()
        self._woken.set()
        if (process := self._process) is not None and process.poll() is None:
            _stop(process)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._woken.clear()
            try:
                id_ = claim_job(self.store)
                if id_ is not None:
                    self._read(id_)
                elif not has_open_jobs(self.store):
                    return
                else:
                    self._woken.wait(_BEAT)  # another has it, and may break down
            except StoreError:  # the store is busy, or gone: another try, and no noise
                self._woken.wait(_BEAT)

    def _read(self, id_: str) -> None:
        """Have one job read, and wait for its end."""
        self._process = process = self._start(id_)
        while True:
            try:
                process.wait(_BEAT)
                break
            except subprocess.TimeoutExpired:
                if keep_alive(self.store, id_) == "stopping":
                    _stop(process)
        if process.stdin:
            process.stdin.close()
        self._process = None
        if not self._ended.is_set():
            self._settle(id_, process.returncode)

    def _settle(self, id_: str, status: int) -> None:
        """Note the end of a job whose process could not."""
        state = find_job(self.store, id_).state
        if state == "stopping":
            end_job(self.store, id_, "stopped")
        elif state == "reading":
            end_job(self.store, id_, "failed", f"reading broke down (exit status {status})")

    def _start(self, id_: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        overlay = adopted()
        asked = {"db": self.store.name, "job": id_, "offline": self.offline, "codebook": overlay and overlay.path}
        assert process.stdin is not None
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        return process


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
