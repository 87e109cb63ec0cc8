"""Shares and chances that others have published for councils, assemblies and successive harm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from answers.rows import Row
from remit.engines.formulas import AllOf, Formula, Is, Quorum
from remit.engines.games import Game, banzhaf, owen, sequential, shapley

COUNCIL = "gonitsora.com, Veto starting to sound really good (Shapley and Shubik's index)"
COOPGAME = "CoopGame 0.2.2 on CRAN, shapleyShubikIndex, example"
POWERINDEX = "powerindex 0.2.0 on PyPI, description (Banzhaf's index, made to sum to 1)"
MADRID = "J. M. Gimenez, M. A. Puente, Owen and Owen-Banzhaf values (SciTePress 2019), table 1"
LIABILITY = "P. Dehez, S. Ferey, Mathematical Social Sciences 66 (2013), sequential liability"
Shares = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Published:
    """Figures in `unit`, such as sixths, and those we come to."""

    set: str
    source: str
    unit: str
    parts: int
    expected: Mapping[str, int]
    got: Shares

    def row(self) -> Row:
        """As a line of the board."""
        expected = {f"{self.unit} {name}": figure for name, figure in self.expected.items()}
        got = {f"{self.unit} {name}": _plain(self.got[name] * self.parts) for name in self.expected}
        return Row(self.set, self.source, expected, got)


def _plain(number: Fraction) -> float:
    return number.numerator if number.denominator == 1 else float(number)


def rows() -> list[Row]:
    """One row per set."""
    return [each.row() for each in (_council(), _committee(), _community(), *_madrid(), _harm())]


def _voting(quota: int, votes: Mapping[str, int]) -> Game:
    """A decision that needs `quota` of the votes."""
    cast = tuple(Is(name) for name, number in votes.items() for _ in range(number))
    return _game(Quorum(quota, cast), votes)


def _game(decision: Formula, players: Iterable[str]) -> Game:
    return Game({"decision": decision}, "decision", {name: (name,) for name in players})


def _council() -> Published:
    vetoes = [f"veto {number}" for number in range(1, 6)]
    seats = [f"seat {number}" for number in range(1, 11)]
    needed = (*(Is(name) for name in vetoes), Quorum(4, tuple(Is(name) for name in seats)))
    shares = shapley(_game(AllOf(needed), [*vetoes, *seats])).shares
    expected = {"veto 1": 421, "veto 5": 421, "seat 1": 4, "seat 10": 4}
    return Published("UN Security Council", COUNCIL, "2145ths", 2145, expected, shares)


def _committee() -> Published:
    votes = {"a": 10, "b": 10, "c": 20, "d": 30}
    shares = shapley(_voting(50, votes)).shares
    expected = {"a": 1, "b": 1, "c": 3, "d": 7}
    return Published("Committee of 70 votes, quota 50", COOPGAME, "twelfths", 12, expected, shares)


def _community() -> Published:
    votes = {"DE": 4, "FR": 4, "IT": 4, "NL": 2, "BE": 2, "LU": 1}
    chances = banzhaf(_voting(12, votes)).shares
    whole = sum(chances.values())
    index = {name: chance / whole for name, chance in chances.items()}
    expected = {"DE": 5, "FR": 5, "IT": 5, "NL": 3, "BE": 3, "LU": 0}
    return Published("EEC Council, 1958", POWERINDEX, "21sts", 21, expected, index)


def _madrid() -> list[Published]:
    votes = {"PP": 48, "PSOE": 37, "Podemos": 27, "Cs": 17}
    game = _voting(65, votes)
    right = owen(game, {"PP": ("right",), "PSOE": (), "Podemos": (), "Cs": ("right",)}).shares
    left = owen(game, {"PP": (), **dict.fromkeys(("PSOE", "Podemos", "Cs"), ("left",))}).shares
    return [
        Published(f"Madrid Assembly 2015, {name}", MADRID, "sixths", 6, expected, shares)
        for name, shares, expected in (
            ("no unions", shapley(game).shares, {"PP": 3, "PSOE": 1, "Podemos": 1, "Cs": 1}),
            ("union of PP and Cs", right, {"PP": 4, "PSOE": 0, "Podemos": 0, "Cs": 2}),
            ("union of the other three", left, {"PP": 0, "PSOE": 2, "Podemos": 2, "Cs": 2}),
        )
    ]


def _harm() -> Published:
    shares = sequential([Fraction(damage) for damage in (6, 12, 18, 24)])
    got = {f"tortfeasor {number}": share for number, share in enumerate(shares, 1)}
    expected = {"tortfeasor 1": 24, "tortfeasor 2": 18, "tortfeasor 3": 12, "tortfeasor 4": 6}
    return Published("Damage of 6, 12, 18, 24 in sequence", LIABILITY, "for", 1, expected, got)
