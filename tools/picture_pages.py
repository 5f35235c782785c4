"""Takes pictures of every page of the web application for docs/pictures/web: desktop and phone, light and dark.

    python tools/picture_pages.py                       of the examples
    python tools/picture_pages.py --db my.db -o out/    of another store

Pages are found by following links from the first one, so that no page is forgotten; of those that differ by an id or
by what is asked for alone, the first is taken. The browser is the system's Chromium, by Playwright.
"""

import argparse
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from gawah.store import Store

ROOT = Path(__file__).parents[1]
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HIGHEST = 2400
"""Pixels of a page that a picture shows."""


def main() -> int:
    """Take the pictures, and say where they lie."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", help="a store; otherwise one is made of the examples")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "docs" / "pictures" / "web")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    from gawah.pipeline import open_store

    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        db = given.db or make_store(folder)
        with serve(db) as url:
            picture_all(browser, given.out, find_pages(browser.new_page(), url))
        if not given.db:  # accounts are made in a store of the examples alone
            with open_store(db) as store:
                invitation = add_people(store)
            with serve(db, team=True) as url:
                picture_all(browser, given.out, find_entries(url, invitation))
                context = browser.new_context()
                tab = context.new_page()
                log_in(tab, url)
                own = {name: page for name, page in find_pages(tab, url).items() if name in OF_A_TEAM}
                picture_all(browser, given.out, own, context.storage_state())
    return 0


OF_A_TEAM = ("account", "people", "people-audit")
"""Pages that only those see who have logged in."""
NAME, PASSWORD = "Amina", "four small words here"


def picture_all(browser: Any, out: Path, pages: dict[str, str], state: Any = None) -> None:
    """Take the pictures of pages, as somebody with this state of the browser sees them."""
    for name, address in pages.items():
        for size, scheme in ((size, scheme) for size in SIZES for scheme in SCHEMES):
            take_picture(browser, address, size, scheme, out / f"{name}-{size}-{scheme}.png", state)
        print(f"{name}: {urlsplit(address).path}")


def add_people(store: "Store") -> str:
    """Make accounts of each sort in a store; return an invitation that nobody has taken."""
    from gawah.people import By, add_account, invite, lock_account, set_password

    by = By(NAME)
    add_account(store, NAME, "admin", by)
    set_password(store, NAME, PASSWORD, by)
    add_account(store, "Bilal Haidari", "coder", by, own_only=True)
    add_account(store, "Statistics", "reader", by, sees_names=False)
    add_account(store, "Zarghuna Mirzakwal of the office in Herat", "reviewer", by)
    lock_account(store, "Bilal Haidari", by)
    return invite(store, "Statistics", by)


def find_entries(url: str, invitation: str) -> dict[str, str]:
    """Return the pages that somebody sees before they have logged in."""
    return {"log-in": f"{url}/log-in", "invitation": f"{url}/invitations/{invitation}"}


def log_in(tab: Any, url: str) -> None:
    """Log in, as a person does."""
    tab.goto(f"{url}/log-in")
    tab.locator("input[name=name]").fill(NAME)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("main form button").first.click()
    tab.wait_for_url(f"{url}/")


def make_store(folder: str) -> str:
    """Return a store of the examples."""
    from gawah.pipeline import add, open_store

    db = f"{folder}/gawah.db"
    with open_store(db) as store:
        for _ in add(store, ROOT / "examples"):
            pass
    return db


@contextmanager
def serve(db: str, team: bool = False) -> Iterator[str]:
    """Serve a store at an address of this machine; with `team`, to whoever logs in."""
    import uvicorn

    from gawah.pipeline import open_store
    from gawah.web import Site, make_app

    with open_store(db, must_exist=True) as store:
        server = uvicorn.Server(uvicorn.Config(make_app(Site(store, NAME, team=team)), port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()


@contextmanager
def open_browser() -> Iterator[Any]:
    """Open the system's Chromium."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise SystemExit("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def find_pages(tab: Any, start: str) -> dict[str, str]:
    """Return an address of each page that links lead to from `start`, by a name for the page."""
    found, waiting = {}, [start]
    while waiting:
        address = waiting.pop(0)
        name = name_page(address)
        if name in found:
            continue
        tab.goto(address)
        found[name] = address
        links = tab.eval_on_selector_all("a[href]:not([download])", "all => all.map(each => each.getAttribute('href'))")
        near = [urljoin(address, link).partition("#")[0] for link in links]
        waiting += [each for each in near if urlsplit(each).netloc == urlsplit(start).netloc and not is_file(each)]
    return found


def name_page(address: str) -> str:
    """Return a name for a page, whatever it shows: "incident" for /incidents/ab3de6gh2j, "first" for /."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    return "-".join("one" if is_id(part) else part for part in parts) or "first"


def is_id(part: str) -> bool:
    """Whether a part of an address names a thing rather than a page."""
    return bool(re.fullmatch(r"[0-9a-z]{10}|[0-9a-f]{12,64}|.*[~:].*|\d+", part))


def is_file(address: str) -> bool:
    """Whether an address is of a file to take away, or of what a script reads."""
    path = urlsplit(address).path
    return path.startswith(("/api/", "/assets/", "/download")) or bool(re.search(r"\.\w{2,7}$|/export/", path))


def take_picture(browser: Any, address: str, size: str, scheme: str, path: Path, state: Any = None) -> None:
    """Write a picture of a page as it is on a screen of `size` in the colours of `scheme`."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, storage_state=state)
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    whole = min(tab.evaluate("document.documentElement.scrollHeight"), HIGHEST)
    tab.set_viewport_size({"width": width, "height": max(whole, height)})
    tab.screenshot(path=path)
    context.close()
    make_small(path)


def make_small(path: Path) -> None:
    """Keep a picture in 128 colours: pages have few, and the pictures are many."""
    from PIL import Image

    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
