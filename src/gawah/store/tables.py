"""The tables: the ledger and its vault, which are kept, and what derives from them, which can be dropped and rebuilt.

The migrations make them (`migrations/versions`), written by hand; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    column,
    table,
)

METADATA = MetaData()

# --- kept -------------------------------------------------------------------------------------------------------------

LEDGER = Table(
    "ledger",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
"""One row a record, in the order in which they were added; only ever added to. `body`: canonical JSON."""

VAULT = Table(
    "vault",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("key_id", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("content", LargeBinary),
)
"""The private parts of the ledger's records; `salt` and `content` are null where they were destroyed."""

# --- kept beside the ledger: the people who work on it (`gawah.people`) -----------------------------------------------

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("sees_names", Boolean, nullable=False),
    Column("own_only", Boolean, nullable=False),
    Column("password", Text),
    Column("totp", Text),
    Column("totp_step", BigInteger, nullable=False),
    Column("locked", BigInteger),
    Column("made", BigInteger, nullable=False),
    Index("accounts_by_folded", "folded", unique=True),
)
"""Who may log in. `password`: an Argon2 hash, null until one is chosen; `totp`: the shared secret of one-time codes,
sealed with a key that is not in the database (`gawah.people.sealing`), and `totp_step` the last step of time whose code
was taken; `locked`, `made`: seconds since 1970."""

KEYS = Table(
    "keys",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Index("keys_by_account", "account", "kind"),
)
"""Sessions, personal tokens and invitations: SHA-256 of what its holder shows, and nothing from which to tell that."""

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", BigInteger, nullable=False),
)
"""Log-ins that failed of late, by account and by address."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("time", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", Text, nullable=False),
)
"""Who did what, when, from where; only ever added to."""

ADDED = Table(
    "added",
    METADATA,
    Column("report", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Index("added_by_account", "account"),
)
"""Who added a report, by its id: what belongs to somebody who sees only their own."""

JOBS = Table(
    "jobs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("beat", BigInteger, nullable=False),
    Column("wanted", LargeBinary, nullable=False),
    Column("told", LargeBinary, nullable=False),
    Index("jobs_by_made", "made"),
)
"""Reports to read in the background. `made`, `beat`: when it was asked for, and when whoever reads last said so, in
seconds since 1970; `wanted`: what to read and what is known of it, `told`: how far that has come, both as JSON."""

JOB_FILES = Table(
    "job_files",
    METADATA,
    Column("job", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The files that are still to be read for a job; they go when it is done."""

JOB_RESULTS = Table(
    "job_results",
    METADATA,
    Column("job", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", LargeBinary, nullable=False),
)
"""What became of each report of a job, as JSON."""

# --- derived ----------------------------------------------------------------------------------------------------------

RECORDS = Table(
    "records",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Where in the ledger the record with an id stands, by which what is added twice is known."""

SUBJECTS = Table(
    "subjects",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""The records that are about a report, a text, an event or a location."""

EVENTS = Table(
    "events",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("short", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", BigInteger, nullable=False),
    Column("ties", SmallInteger, nullable=False),
    Column("component", BigInteger, nullable=False),
    Index("events_by_id", "id", unique=True),
    Index("events_by_short", "short"),
    Index("events_by_component", "component"),
)
"""Events. `key`: the ledger's sequence number of the coding, and the event's place in it; `component`: the lowest key
among the events that hang together; `ties`: how the event hangs together with others of its text (`components`)."""

WALKED = (
    *("last_day", "killed", "killed_low", "killed_high", "injured", "abducted", "reports", "grade"),
    *("x", "y", "z"),
)
"""What lists look at on the way along the order of days: it stands in the index, so that no row has to be read."""

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("policy", Text, primary_key=True),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("component", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("killed", Integer, nullable=False),
    Column("killed_low", Integer, nullable=False, server_default="0"),
    Column("killed_high", Integer, nullable=False, server_default="-1"),
    Column("injured", Integer, nullable=False),
    Column("abducted", Integer, nullable=False),
    Column("x", Double),
    Column("y", Double),
    Column("z", Double),
    Column("umbrella", Text),
    Column("reports", Integer, nullable=False),
    Column("conflicts", SmallInteger, nullable=False),
    Column("grade", SmallInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index("incidents_by_component", "policy", "component"),
    Index("incidents_by_id", "policy", "id"),
    Index("incidents_by_day", "policy", "day", "key", *WALKED),
    Index("incidents_by_killed", "policy", "killed", "day", "key"),
    Index("incidents_by_injured", "policy", "injured", "day", "key"),
    Index("incidents_by_reports", "policy", "reports", "day", "key"),
    Index("incidents_by_umbrella", "policy", "umbrella"),
)
"""The views: incidents as each policy sees them. `day`: the first day as a number (2021-01-03 is 20210103), 0 where
unknown; counts: the best figure, -1 where nothing is said; `killed_low`: the lower bound, 0 where there is none;
`killed_high`: the upper bound, -1 where there is none; `x`, `y`, `z`: the place as a point of the unit sphere, null
where it is no more than an area; `umbrella`: the id of the incident that it is part of; `document`: the incident as
JSON, packed."""

MEMBERS = Table(
    "members",
    METADATA,
    Column("policy", Text, primary_key=True),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("incident", BigInteger, nullable=False),
    Index("members_by_incident", "policy", "incident"),
    sqlite_with_rowid=False,
)
"""Which incident an event belongs to."""

TELLS = Table(
    "tells",
    METADATA,
    Column("policy", Text, primary_key=True),
    Column("incident", BigInteger, primary_key=True, autoincrement=False),
    Column("text", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),
    Index("tells_by_text", "policy", "text", "day", "incident"),
    sqlite_with_rowid=False,
)
"""Which texts (by their ledger sequence number) tell of an incident, with its first day."""

TAGGED = Table(
    "tagged",
    METADATA,
    Column("tag", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("incident", BigInteger, primary_key=True, autoincrement=False),
    Index("tagged_by_incident", "incident"),
    sqlite_with_rowid=False,
)
"""What an incident can be found by: a number hashed from policy, facet and value, with the incident's first day."""

TAGS = Table(
    "tags",
    METADATA,
    Column("tag", BigInteger, primary_key=True, autoincrement=False),
    Column("policy", Text, nullable=False),
    Column("facet", Text, nullable=False),
    Column("value", Text, nullable=False),
    Index("tags_by_facet", "policy", "facet", "value"),
)
"""The names of tags that were ever in use."""

WAITING = Table(
    "waiting",
    METADATA,
    Column("policy", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("incident", BigInteger, primary_key=True, autoincrement=False),
    Column("other", BigInteger, primary_key=True, autoincrement=False),
    Column("worth", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Index("waiting_by_worth", "policy", "worth", "incident", "other", "kind"),
    Index("waiting_by_kind", "policy", "kind", "worth", "incident", "other"),
    Index("waiting_by_incident", "policy", "incident"),
    Index("waiting_by_other", "policy", "other"),
)
"""What waits for people: on an incident, or on a pair of them (`other`; 0 for none), with what a decision is worth."""

MENTIONS = Table(
    "mentions",
    METADATA,
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("document", LargeBinary, nullable=False),
)
"""What a linker compares of an event; what it holds is the linker's own matter."""

MENTIONED = Table(
    "mentioned",
    METADATA,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Index("mentioned_by_event", "event"),
    sqlite_with_rowid=False,
)
"""The keys, hashed to numbers, under which a linker finds mentions."""

POLICIES = Table("policies", METADATA, Column("policy", Text, primary_key=True))
"""The policies whose views are kept."""

PARTS = table(
    "parts", column("rowid", BigInteger), column("text", BigInteger), column("content", Text), column("terms")
)
"""The texts, folded, for finding words and parts of words; made differently for each database (`full_text`)."""
SHORTS = table("shorts", column("rowid", BigInteger), column("terms", Text))
"""In SQLite, the terms of one and two letters of each text."""

DERIVED = (RECORDS, SUBJECTS, EVENTS, INCIDENTS, MEMBERS, TELLS, TAGGED, TAGS, WAITING, MENTIONS, MENTIONED)
"""What a rebuild empties and fills again."""
