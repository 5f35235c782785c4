"""The application on a store of the examples: asked from within, and opened in a browser."""

import re
import shutil
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")

import uvicorn
from fastapi.testclient import TestClient

from gawah.pipeline import add, open_store
from gawah.web import Site, make_app

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def examples_db(tmp_path_factory):
    """A store with the examples, to copy: never written to by a test."""
    path = tmp_path_factory.mktemp("web") / "gawah.db"
    with open_store(str(path)) as store:
        for _ in add(store, EXAMPLES):
            pass
    return path


@pytest.fixture
def store(examples_db, tmp_path):
    """A store with the examples, the test's own."""
    with open_store(str(shutil.copy(examples_db, tmp_path / "gawah.db"))) as opened:
        yield opened


class Client(TestClient):
    """Asks the application as a browser would: it keeps the token that pages carry, and sends it with each form."""

    def token(self):
        if "gawah_token" not in self.cookies:
            self.get("/")
        return self.cookies["gawah_token"]

    def submit(self, path, data=None, **about):
        """Send a form, as a page of the site does."""
        return self.post(path, data={"token": self.token(), **(data or {})}, follow_redirects=False, **about)


@pytest.fixture
def make_client():
    """Makes a client of a site."""
    return lambda site: Client(make_app(site), base_url="http://localhost")


@pytest.fixture
def client(store, make_client):
    """Whoever started the program, at the store of the examples."""
    return make_client(Site(store, "Amina"))


@pytest.fixture
def merged(store):
    """The id of the incident that most reports tell of."""
    return max(store.find(limit=500).incidents, key=lambda one: one.reports).incident.id


class Served:
    """A site that is served at an address of this machine."""

    def __init__(self, app):
        config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
            time.sleep(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    def stop(self):
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture
def serve():
    """Serves an application at an address, until the test ends."""
    running = []

    def start(site):
        running.append(Served(make_app(site)))
        return running[-1].url

    yield start
    for served in running:
        served.stop()


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    api = pytest.importorskip("playwright.sync_api")
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if program is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser):
    """A page of a browser that asks nobody but this machine; what its console says is an error of the test."""
    context = browser.new_context()
    said, asked = [], []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert not [words for words in said if "status of 409" not in words]  # a browser tells of what it was refused
    assert all(re.match(r"http://127\.0\.0\.1:\d+/|data:|blob:", url) for url in asked)
