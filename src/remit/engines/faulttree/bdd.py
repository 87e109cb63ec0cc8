"""Decision diagrams in plain Python: one operation (conjunction), negation at no cost.

Idea: an edge is a node's number, negative when negated; the high edge of a node is never
negated, so that every function has one form (K. Brace, R. Rudell, R. Bryant, "Efficient
implementation of a BDD package", DAC 1990). A conjunction is asked for level by level
downwards and answered level by level upwards, without recursion.
"""

from heapq import heappop, heappush

from remit.engines.faulttree.diagram import Budget, BudgetSpent, Diagram, laid_out

TRUE, FALSE = 1, -1
WIDTH = 32


class Diagrams:
    """All diagrams over the variables of one module; an edge is a whole number."""

    name = "python"

    def __init__(self, variables: int, budget: Budget) -> None:
        self._budget = budget
        self._until = None
        if budget.clock is not None and budget.seconds is not None:
            self._until = budget.clock() + budget.seconds
        self._level = [variables, variables]
        self._low = [0, 0]
        self._high = [0, 0]
        self._unique: list[dict[int, int]] = [{} for _ in range(variables)]
        self._cache: dict[int, int] = {}

    @property
    def size(self) -> int:
        """Nodes made so far."""
        return len(self._level) - 2

    def variable(self, level: int) -> int:
        """The diagram of one variable."""
        return self._node(level, FALSE, TRUE)

    def conjunction(self, left: int, right: int) -> int:
        """Both diagrams at once. Raises BudgetSpent."""
        asked = _question(left, right)
        if abs(asked) >> WIDTH and asked not in self._cache:
            self._answer(asked)
        return self._cache.get(asked, asked)

    def negation(self, edge: int) -> int:
        """The negated diagram."""
        return -edge

    def depth(self, edge: int) -> int:
        """The level of the topmost node."""
        return self._level[abs(edge)]

    def _node(self, level: int, low: int, high: int) -> int:
        if low == high:
            return low
        if high < 0:
            return -self._node(level, -low, -high)
        key = (low << WIDTH) + high
        found = self._unique[level].get(key)
        if found is None:
            found = self._unique[level][key] = len(self._level)
            self._level.append(level)
            self._low.append(low)
            self._high.append(high)
        return found

    def _check(self) -> None:
        late = self._until is not None and self._budget.clock() > self._until  # type: ignore[misc]
        if late or self.size > self._budget.nodes:
            raise BudgetSpent(self.size)

    def _answer(self, asked: int) -> None:
        """Puts the answer to a question into the cache, and the answers to all it leads to."""
        waiting: dict[int, dict[int, None]] = {self._top(asked): {asked: None}}
        levels = list(waiting)
        opened: list[tuple[int, list[tuple[int, int, int]]]] = []
        while levels:
            level = heappop(levels)
            pairs = self._opened(level, waiting.pop(level))
            opened.append((level, pairs))
            for _, low, high in pairs:
                for question in (low, high):
                    if abs(question) >> WIDTH and question not in self._cache:
                        top = self._top(question)
                        if top not in waiting:
                            waiting[top] = {}
                            heappush(levels, top)
                        waiting[top][question] = None
        while opened:
            self._check()
            level, pairs = opened.pop()
            for asked, low, high in pairs:
                self._cache[asked] = self._node(
                    level, self._cache.get(low, low), self._cache.get(high, high)
                )

    def _top(self, question: int) -> int:
        left, right = _halves(question)
        return min(self._level[abs(left)], self._level[abs(right)])

    def _opened(self, level: int, questions: dict[int, None]) -> list[tuple[int, int, int]]:
        """Every question with the two questions, or answers, one level below."""
        opened = []
        for asked in questions:
            left, right = _halves(asked)
            left_low, left_high = self._children(left, level)
            right_low, right_high = self._children(right, level)
            opened.append(
                (asked, _question(left_low, right_low), _question(left_high, right_high))
            )
        return opened

    def _children(self, edge: int, level: int) -> tuple[int, int]:
        node = abs(edge)
        if self._level[node] > level:
            return edge, edge
        if edge > 0:
            return self._low[node], self._high[node]
        return -self._low[node], -self._high[node]

    def diagram(self, name: str, variables: tuple[str, ...], root: int) -> Diagram:
        """The diagram of an edge by itself, without negated edges."""
        numbers = {FALSE: 0, TRUE: 1}
        nodes: list[tuple[int, int, int]] = []
        agenda = [root]
        while agenda:
            edge = agenda[-1]
            if edge in numbers:
                agenda.pop()
                continue
            low, high = self._children(edge, self._level[abs(edge)])
            missing = [child for child in (low, high) if child not in numbers]
            if missing:
                agenda.extend(missing)
                continue
            numbers[agenda.pop()] = len(nodes) + 2
            nodes.append((self._level[abs(edge)], numbers[low], numbers[high]))
        return laid_out(name, variables, nodes, numbers[root])


def _question(left: int, right: int) -> int:
    """The answer to a conjunction when it is plain, otherwise its key, beyond all edges."""
    if left == right or right == TRUE:
        return left
    if left == TRUE:
        return right
    if left == -right or left == FALSE or right == FALSE:
        return FALSE
    if abs(left) < abs(right):
        left, right = right, left
    return (left << WIDTH) + right


def _halves(question: int) -> tuple[int, int]:
    right = question & 0xFFFFFFFF
    if right >> 31:
        right -= 1 << WIDTH
    return (question - right) >> WIDTH, right
