"""The pages: each file holds the routes of one part, as `router`."""

from gawah.web.pages import downloads, incident, incidents, lists, settings

ROUTERS = (incidents.router, lists.router, downloads.router, incident.router, settings.router)
