"""Serving a site: in this process, or in several that share one address, each with the store open for itself.

What must hold for all of them lies in the store: sessions, log-ins that failed, jobs, decisions. What a process keeps
for itself is only what it would compute again (`kept`, `numbers`).
"""

import multiprocessing
import os
import signal
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from gawah.codebook import adopt, read_overlay
from gawah.pipeline import open_store
from gawah.web.site import Site

if TYPE_CHECKING:
    from gawah.store import Criteria, Store


@dataclass(frozen=True, slots=True)
class Opening:
    """How a process comes to its application: what is called there opens the store and makes it."""

    db: str
    person: str
    hosts: tuple[str, ...]
    offline: bool = False
    scope: "Criteria | None" = None
    codebook: Path | None = None
    """Of the project's own codebook."""
    team: bool = False
    """Whether people log in, whatever becomes of the accounts while it serves."""

    def __call__(self) -> FastAPI:
        """Return the application, in a process of its own."""
        from gawah.web import make_app

        if self.codebook:
            adopt(read_overlay(self.codebook))
        _end_with_starter()
        return make_app(self.open(open_store(self.db, must_exist=True)))

    def open(self, store: "Store") -> Site:
        """Return the site on a store that is open."""
        return Site(store, self.person, hosts=self.hosts, offline=self.offline, scope=self.scope, team=self.team)


def serve_in_processes(opening: Opening, listening: socket.socket, workers: int, **settings: Any) -> None:
    """Serve at an address that is listened at until Ctrl-C, in so many processes; one that breaks down is replaced."""
    config = uvicorn.Config(opening, factory=True, workers=workers, timeout_worker_healthcheck=_PATIENCE, **settings)
    Multiprocess(config, sockets=[listening]).run()


_PATIENCE = 120
"""Seconds in which a process has to begin, and to say a word when asked: on a busy machine the beginning takes long."""


def _end_with_starter() -> None:
    """End this process when the one that started it has ended, in whatever way."""
    starter = multiprocessing.parent_process()
    if starter is None:
        return

    def wait() -> None:
        starter.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
