"""The pages: each file holds the routes of one part, as `router`."""

from gawah.web.pages import add, downloads, incident, incidents, lists, report, settings

ROUTERS = (
    incidents.router,
    lists.router,
    downloads.router,
    add.router,
    incident.router,
    report.router,
    settings.router,
)
