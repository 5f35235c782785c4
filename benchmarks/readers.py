"""Readers of the web pages, for Locust; `benchmarks/web.py` sends them."""

import os
import random
import re

from locust import HttpUser, between, task

LINK = re.compile(r'href="(/(?:incidents|reports)/[^"#?]+)')
PAUSE = float(os.environ.get("GAWAH_READERS_PAUSE", "2"))
FILTERS = (
    "year=2020",
    "country=PK",
    "country=SY&killed=10..",
    "community=Hazara",
    "text=clinic",
    "type=bombing&year=2019..2021",
    "weapon=explosive&sort=killed",
)


class Reader(HttpUser):
    """Looks through lists, opens an incident, reads a report of it, and pauses in between."""

    wait_time = between(PAUSE / 2, PAUSE * 3 / 2)

    def on_start(self) -> None:
        """Come in by the first page."""
        self.incidents = self.look("/", "/").get("incidents", [])

    @task(4)
    def narrow(self) -> None:
        """Narrow the list."""
        self.incidents = self.look(f"/?{random.choice(FILTERS)}", "/?…").get("incidents") or self.incidents

    @task(6)
    def open_incident(self) -> None:
        """Open an incident of the list and a report of it."""
        if self.incidents:
            found = self.look(random.choice(self.incidents), "/incidents/…")
            for report in found.get("reports", [])[:1]:
                self.look(report, "/reports/…")

    @task(1)
    def open_queue(self) -> None:
        """See what waits for a decision."""
        self.look("/queue", "/queue")

    @task(1)
    def explore(self) -> None:
        """See the map and the charts."""
        self.look(f"/explore?{random.choice(FILTERS)}", "/explore?…")

    def look(self, path: str, name: str) -> dict[str, list[str]]:
        """Open a page, and return the pages of incidents and of reports that it leads to."""
        found: dict[str, list[str]] = {}
        for link in dict.fromkeys(LINK.findall(self.client.get(path, name=name).text)):
            found.setdefault(link.split("/")[1], []).append(link)
        return found
