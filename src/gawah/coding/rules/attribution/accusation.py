"""Someone named as a doer, and what those who read accusations look at."""

from dataclasses import dataclass

from gawah.coding.rules.doers import ActorIndex, Sort
from gawah.coding.rules.issuer import Issuer
from gawah.coding.rules.lexicon import word_set
from gawah.coding.rules.phrases import Parsed
from gawah.coding.rules.speech import Speech
from gawah.coding.rules.suspects import Suspect
from gawah.frozen import quick_to_make

BE = frozenset("was were been is are being be".split())
ASSAILANTS = word_set("attribution", "assailants")
ATTACKERS = ASSAILANTS | word_set("attribution", "fighters")


@quick_to_make
@dataclass(frozen=True, slots=True)
class Accusation:
    """Someone is named as a doer: the actor or the words for one, the basis, and the words [start, end) that say so."""

    name: str
    actor_id: str | None
    kind: str
    parent: str | None
    sort: Sort
    basis: str
    start: int
    end: int
    sentence: int
    speech: Speech | None
    rule: str
    against: str = ""
    """"assailants" or "fighters" where those harmed are such, so that a force may only have answered them."""
    acts: frozenset[str] = frozenset()
    """The incident types that the word of violence speaks for, where it speaks for any."""
    named_at: tuple[int, int] | None = None
    """The words before that name the doer, where here only "they" or "the militants" stands."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What every reader of accusations looks at."""

    parsed: Parsed
    actors: ActorIndex
    speeches: list[Speech]
    suspects: list[Suspect]
    violent: frozenset[int]
    """The words, by number, that tell of violence done."""
    issuer: Issuer | None = None
    """Who speaks in the whole text, where it is no news."""
