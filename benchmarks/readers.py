"""Readers of the web pages, for Locust; `benchmarks/web.py` sends them."""

import os
import random
import re

from locust import HttpUser, between, task

LINK = re.compile(r'href="(/(?:incidents|reports)/[^"#?]+)')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
PAUSE = float(os.environ.get("GAWAH_READERS_PAUSE", "2"))
COUNTRIES = ("SY", "IQ", "AF", "PK", "NG", "SO", "CO", "IN", "PH", "YE", "ML", "CD", "UA", "MM", "SD", "FR", "CL", "NO")


def draw_query(chance: random.Random) -> str:
    """Return what a reader narrows the list by: a few of some thousand ways, some of them alike for all."""
    year = int(chance.triangular(1985, 2025, 2024))
    country, group = chance.choice(COUNTRIES), chance.choice(("Hazara", "Yazidi", "Coptic", "Rohingya", "Ahmadi"))
    return chance.choice(
        (
            f"year={year}",
            f"country={country}",
            f"country={country}&killed=10..",
            f"country={country}&year={year}..{year + 2}",
            f"community={group}",
            f"community={group}&year={year}",
            f"text={chance.choice(('clinic', 'market', 'convoy', 'bus', 'school', 'mosque'))}",
            f"type=bombing&year={year}",
            "weapon=explosive&sort=killed",
        )
    )


class Reader(HttpUser):
    """Looks through lists, opens an incident, reads a report of it, and pauses in between."""

    wait_time = between(PAUSE / 2, PAUSE * 3 / 2)

    def on_start(self) -> None:
        """Come in by the first page."""
        self.incidents, self.following = [], ""
        self.read_list("/", "/")

    @task(3)
    def narrow(self) -> None:
        """Narrow the list."""
        self.read_list(f"/?{draw_query(random)}", "/?…")

    @task(1)
    def go_on(self) -> None:
        """Turn to the next page of the list."""
        self.read_list(self.following or "/", "/?…" if self.following else "/")

    @task(6)
    def open_incident(self) -> None:
        """Open an incident of the list and a report of it."""
        if self.incidents:
            found = self.find_links(self.look(random.choice(self.incidents), "/incidents/…"))
            for report in found.get("reports", [])[:1]:
                self.look(report, "/reports/…")

    @task(1)
    def open_queue(self) -> None:
        """See what waits for a decision."""
        self.look("/queue", "/queue")

    @task(1)
    def explore(self) -> None:
        """See the map and the charts."""
        self.look(f"/explore?{draw_query(random)}", "/explore?…")

    def read_list(self, path: str, name: str) -> None:
        """Open a page of the list."""
        page = self.look(path, name)
        self.incidents = self.find_links(page).get("incidents") or self.incidents
        self.following = next((found.replace("&amp;", "&") for found in NEXT.findall(page)), "")

    def look(self, path: str, name: str) -> str:
        """Open a page."""
        return str(self.client.get(path, name=name).text)

    @staticmethod
    def find_links(page: str) -> dict[str, list[str]]:
        """Return the incidents and the reports that a page leads to."""
        found: dict[str, list[str]] = {}
        for link in dict.fromkeys(LINK.findall(page)):
            found.setdefault(link.split("/")[1], []).append(link)
        return found
