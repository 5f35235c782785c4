"""The pages: each file holds the routes of one part, as `router`."""

from gawah.web.pages import (
    account,
    add,
    attachments,
    decisions,
    downloads,
    explore,
    incident,
    incidents,
    lists,
    log_in,
    pairs,
    people,
    release,
    report,
    report_blind,
    settings,
)

ROUTERS = (
    account.router,
    add.router,
    attachments.router,
    decisions.router,
    downloads.router,
    explore.router,
    incident.router,
    incidents.router,
    lists.router,
    release.router,
    log_in.router,
    pairs.router,
    people.router,
    report.router,
    report_blind.router,
    settings.router,
)
