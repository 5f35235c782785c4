"""The best one-to-one assignment, exactly."""

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs, each row and column once at most, whose weights have the greatest sum.

    Pairs of weight 0 or less are left out. The Hungarian method with potentials, O(rows² · columns) for a matrix that
    is at least as wide as high: H. W. Kuhn (1955), J. Munkres (1957).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [[row[j] for row in weights] for j in range(len(weights[0]))]
        return sorted((i, j) for j, i in assign(turned))
    rows = _Columns(weights).assign_rows()
    return [(i, j) for i, j in enumerate(rows) if weights[i][j] > 0]


class _Columns:
    """Which row each column is given to, with the potentials that prove it best. Row and column 0 stand for none."""

    def __init__(self, weights: Sequence[Sequence[float]]) -> None:
        self.costs = [[-max(weight, 0.0) for weight in row] for row in weights]  # a pair below 0 is no pair
        self.height, self.width = len(weights), len(weights[0])
        self.row_potential = [0.0] * (self.height + 1)
        self.column_potential = [0.0] * (self.width + 1)
        self.row_of = [0] * (self.width + 1)

    def assign_rows(self) -> list[int]:
        """Return the column of each row."""
        for row in range(1, self.height + 1):
            self._give_column_to(row)
        columns = [0] * self.height
        for column in range(1, self.width + 1):
            if self.row_of[column]:
                columns[self.row_of[column] - 1] = column - 1
        return columns

    def _give_column_to(self, row: int) -> None:
        """Find the cheapest chain of exchanges that ends in a free column, and carry it out."""
        self.row_of[0] = row
        slack = [float("inf")] * (self.width + 1)
        before = [0] * (self.width + 1)
        reached = [False] * (self.width + 1)
        column = 0
        while self.row_of[column]:
            reached[column] = True
            column = self._reach_next(column, slack, before, reached)
        while column:
            self.row_of[column] = self.row_of[before[column]]
            column = before[column]

    def _reach_next(self, column: int, slack: list[float], before: list[int], reached: list[bool]) -> int:
        """Return the cheapest column not reached yet, the potentials moved so that it costs nothing more."""
        row = self.row_of[column]
        open_columns = [j for j in range(1, self.width + 1) if not reached[j]]
        for j in open_columns:
            cost = self.costs[row - 1][j - 1] - self.row_potential[row] - self.column_potential[j]
            if cost < slack[j]:
                slack[j], before[j] = cost, column
        nearest = min(open_columns, key=lambda j: slack[j])
        step = slack[nearest]
        for j in range(self.width + 1):
            if reached[j]:
                self.row_potential[self.row_of[j]] += step
                self.column_potential[j] -= step
            else:
                slack[j] -= step
        return nearest
