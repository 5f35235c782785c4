"""The store: a ledger of all that was ever added, and the views that derive from it.

    with open_store("gawah.db", resolve) as store:
        store.append([source, coding])
        store.find_incident("ab3de6gh2j")

`Store.append` is the only write. `docs/store.md` says how the store is used and what it promises.
"""

from gawah.store.appending import Appended, Record
from gawah.store.criteria import Criteria
from gawah.store.headers import ListedReport
from gawah.store.listing import Found, Listed
from gawah.store.mentions import Describer, Mentioned
from gawah.store.opened import Store, open_store
from gawah.store.pages import SORTS
from gawah.store.scope import read_scope
from gawah.store.snippets import Snippet
from gawah.store.spread import Spread, Stretch, Toll
from gawah.store.sums import FACETS, Sum
from gawah.store.verifying import Verified
from gawah.store.views import Resolved, Resolver, View
from gawah.store.waiting import Waiting

__all__ = [
    "FACETS",
    "SORTS",
    "Appended",
    "Criteria",
    "Describer",
    "Found",
    "Listed",
    "ListedReport",
    "Mentioned",
    "Record",
    "Resolved",
    "Resolver",
    "Snippet",
    "Spread",
    "Store",
    "Stretch",
    "Sum",
    "Toll",
    "Verified",
    "View",
    "Waiting",
    "open_store",
    "read_scope",
]
