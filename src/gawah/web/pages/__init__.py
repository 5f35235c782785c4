"""The pages: each file holds the routes of one part, as `router`."""

from gawah.web.pages import account, add, downloads, incident, incidents, lists, log_in, people, report, settings

ROUTERS = (
    incidents.router,
    lists.router,
    downloads.router,
    add.router,
    incident.router,
    report.router,
    settings.router,
    log_in.router,
    account.router,
    people.router,
)
