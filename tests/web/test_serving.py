"""What holds for a site that is served by one process or by several."""

import os

from gawah.people import By, add_account
from gawah.web import Site
from gawah.web.serving import count_workers


def test_accounts_need_no_restart_of_one_process_either(store, make_client):
    client = make_client(Site(store, "Amina"))
    assert client.get("/").status_code == 200
    add_account(store, "Amina", "admin", By("root"))
    assert client.get("/", follow_redirects=False).status_code == 303


def test_one_person_is_served_by_one_process_and_a_team_by_one_a_processor():
    assert count_workers(False) == 1
    assert count_workers(True) == (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
