"""Decision diagrams in plain Python: one operation (conjunction), negation at no cost.

Idea: an edge is a node's number, negative when negated; the high edge of a node is never
negated, so that every function has one form (K. Brace, R. Rudell, R. Bryant, "Efficient
implementation of a BDD package", DAC 1990). A conjunction is asked for level by level
downwards and answered level by level upwards, without recursion.
"""

from heapq import heappop, heappush

from remit.engines.faulttree.diagram import Allowance, Diagram, laid_out

TRUE, FALSE = 1, -1
WIDTH = 32
QUESTIONS_PER_NODE = 6  # that an attempt may ask; without bound some ask without end
HALF, SIGN = (1 << WIDTH) - 1, 1 << (WIDTH - 1)
Opened = list[tuple[int, int, int]]  # a question, and those for its low and its high side


class Diagrams:
    """All diagrams over the variables of one module; an edge is a whole number."""

    name = "python"
    true = TRUE

    def __init__(self, variables: int, allowance: Allowance) -> None:
        self._allowance = allowance
        self._level = [variables, variables]
        self._low = [0, TRUE]
        self._high = [0, TRUE]
        self._unique: list[dict[int, int]] = [{} for _ in range(variables)]
        self._cache: dict[int, int] = {}
        self._asked = 0

    @property
    def size(self) -> int:
        """Nodes made so far."""
        return len(self._level) - 2

    def variable(self, level: int) -> int:
        """The diagram of one variable."""
        return self._node(level, FALSE, TRUE)

    def negation(self, edge: int) -> int:
        """The negated diagram."""
        return -edge

    def depth(self, edge: int) -> int:
        """The level of the topmost node."""
        return self._level[abs(edge)]

    def conjunction(self, left: int, right: int) -> int:
        """Both diagrams at once. Raises what the allowance raises."""
        asked = _question(left, right)
        if abs(asked) >> WIDTH and asked not in self._cache:
            self._answer(asked)
        return self._cache.get(asked, asked)

    def diagram(self, name: str, variables: tuple[str, ...], root: int) -> Diagram:
        """The diagram of an edge by itself, without negated edges."""
        return laid_out(name, variables, (self._level, self._low, self._high), root)

    def _answer(self, asked: int) -> None:
        """Puts the answer to a question into the cache, and the answers to all it leads to."""
        waiting: dict[int, dict[int, None]] = {self._top(asked): {asked: None}}
        levels = list(waiting)
        steps: list[tuple[int, Opened]] = []
        cache, level_of = self._cache, self._level
        while levels:
            level = heappop(levels)
            opened = self._opened(level, waiting.pop(level))
            self._asked += len(opened)
            self._allowance.check(max(self.size, self._asked // QUESTIONS_PER_NODE))
            steps.append((level, opened))
            for _, *questions in opened:
                for question in questions:
                    if -HALF <= question <= HALF or question in cache:
                        continue
                    right = ((question & HALF) ^ SIGN) - SIGN
                    top = min(level_of[abs((question - right) >> WIDTH)], level_of[abs(right)])
                    if top not in waiting:
                        waiting[top] = {}
                        heappush(levels, top)
                    waiting[top][question] = None
        while steps:
            self._close(*steps.pop())

    def _top(self, question: int) -> int:
        right = ((question & HALF) ^ SIGN) - SIGN
        return min(self._level[abs((question - right) >> WIDTH)], self._level[abs(right)])

    def _opened(self, level: int, questions: dict[int, None]) -> Opened:
        """Every question with the two questions, or answers, one level below."""
        level_of, low_of, high_of = self._level, self._low, self._high
        opened: Opened = []
        for asked in questions:
            right = ((asked & HALF) ^ SIGN) - SIGN
            left = (asked - right) >> WIDTH
            if level_of[abs(left)] != level:
                left_low = left_high = left
            elif left > 0:
                left_low, left_high = low_of[left], high_of[left]
            else:
                left_low, left_high = -low_of[-left], -high_of[-left]
            if level_of[abs(right)] != level:
                right_low = right_high = right
            elif right > 0:
                right_low, right_high = low_of[right], high_of[right]
            else:
                right_low, right_high = -low_of[-right], -high_of[-right]
            opened.append((asked, _question(left_low, right_low), _question(left_high, right_high)))
        return opened

    def _close(self, level: int, opened: Opened) -> None:
        """Puts the answers of one level into the cache."""
        cache, node = self._cache, self._node
        for asked, low, high in opened:
            cache[asked] = node(level, cache.get(low, low), cache.get(high, high))

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
