"""Who is said to have done it, on what basis, by whom: doers of clauses, sides of a clash, blame, belief, suspects.

`find_accusations` collects whoever is named as a doer, `choose_doers` says which of them are the perpetrators.
"""

from gawah.coding.rules.attribution.accusation import Accusation
from gawah.coding.rules.attribution.agents import bore_bomb
from gawah.coding.rules.attribution.choice import choose_doers, inherit_doers
from gawah.coding.rules.attribution.finding import find_accusations

__all__ = ["Accusation", "bore_bomb", "choose_doers", "find_accusations", "inherit_doers"]
