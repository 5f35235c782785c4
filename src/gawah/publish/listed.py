"""The names that people listed for the whole project, made ready once for all the incidents of an export."""

from collections.abc import Iterable

from gawah.publish.letters import fold_words
from gawah.publish.names import Hidden, NameTable
from gawah.publish.persons import list_named_everywhere, list_withheld
from gawah.publish.spellings import SameNames
from gawah.publish.standing import ProjectMarks
from gawah.publish.unlisted import Care

_MOST = 16_384
"""Strings that are kept."""


class Listed:
    """Names that are withheld, and names that may be told, wherever they stand."""

    def __init__(self, marks: ProjectMarks) -> None:
        self.withheld = NameTable(map(Hidden, dict.fromkeys(list_withheld(marks.everywhere))))
        self._told = list_named_everywhere(marks)
        self.told = NameTable(map(Hidden, self._told))
        self._same = SameNames((name, name) for name in self._told)
        self._words = _fold_all(self._told)

        self.clean: set[tuple[Care | None, str]] = set()
        """Strings, with what counts as a name in them, in which nothing is to be masked but an incident's own names."""

    def keep_clean(self, care: Care | None, text: str) -> None:
        """Note that a string holds nothing that is masked, whatever the incident, unless it is one of its own names."""
        if not self.withheld.find(text):
            if len(self.clean) >= _MOST:
                self.clean.clear()
            self.clean.add((care, text))

    def list_spellings(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of the names that may be told that are spellings of any of `names`."""
        return frozenset(told for name in names for told in self._same.list_same(name))

    def list_words(self, untold: frozenset[str]) -> frozenset[str]:
        """Return the folded words of the names that may be told, but for those that are `untold` here."""
        return _fold_all(name for name in self._told if name not in untold) if untold else self._words


def _fold_all(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in fold_words(name))


NOTHING_LISTED = Listed(ProjectMarks())
"""No names."""
