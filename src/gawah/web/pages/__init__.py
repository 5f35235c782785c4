"""The pages: each file holds the routes of one part, as `router`."""

from gawah.web.pages import incident, incidents, settings

ROUTERS = (incidents.router, incident.router, settings.router)
