"""What leaves a project: the gate first, then one file a format. Nothing here opens a database.

Exporters take `ClearedIncident`, which only `gate.clear` makes: so nothing leaves without passing the gate.
"""
