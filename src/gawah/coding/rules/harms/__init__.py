"""Who was killed, injured or abducted, and by whom: the harms that clauses tell of, active, passive and nominal."""

from gawah.coding.rules.harms.finding import find_harms
from gawah.coding.rules.harms.harm import Harm
from gawah.coding.rules.harms.reality import is_unreal

__all__ = ["Harm", "find_harms", "is_unreal"]
