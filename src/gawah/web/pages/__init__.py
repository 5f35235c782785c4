"""The pages: each file holds the routes of one part, as `router`."""

from gawah.web.pages import add, downloads, incident, incidents, lists, settings

ROUTERS = (incidents.router, lists.router, downloads.router, add.router, incident.router, settings.router)
