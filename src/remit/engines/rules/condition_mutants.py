"""A condition with one small fault in it: a part dropped, an answer added or lost, a bound moved."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from remit.engines.rules.conditions import Atom, Condition, Every, No, Some, Test
from remit.engines.words import Words

_NEXT = {
    Test.ABOVE: Test.AT_LEAST,
    Test.AT_LEAST: Test.ABOVE,
    Test.BELOW: Test.AT_MOST,
    Test.AT_MOST: Test.BELOW,
}
Changed = Iterator[tuple[Words, Condition]]


def changed_conditions(condition: Condition) -> Changed:
    """Every condition one fault away.

    >>> [words.en for words, _ in changed_conditions(Atom("loss", Test.ABOVE, (Fraction(5),)))]
    ['bound of loss at_least', 'bound of loss moved to 6', 'loss the other way round']
    """
    match condition:
        case Atom():
            yield from _atom(condition)
        case Every(parts) | Some(parts):
            yield from _parts(condition, parts)
        case No(part):
            yield Words("去掉“非”", "the “not” left out"), part
            yield from ((words, No(other)) for words, other in changed_conditions(part))


def _parts(whole: Every | Some, parts: tuple[Condition, ...]) -> Changed:
    for place, part in enumerate(parts):
        before, behind = parts[:place], parts[place + 1 :]
        if len(parts) > 1:
            yield Words("删去一个条件", "a part left out"), replace(whole, parts=(*before, *behind))
        for words, other in changed_conditions(part):
            yield words, replace(whole, parts=(*before, other, *behind))


def _atom(atom: Atom) -> Changed:
    if atom.test is Test.IN:
        for value in atom.values if len(atom.values) > 1 else ():
            left = tuple(other for other in atom.values if other != value)
            words = Words(f"{atom.fact}不含{value}", f"{atom.fact} without {value}")
            yield words, replace(atom, values=left)
    else:
        edge, bound = _NEXT[atom.test], atom.values[0]
        yield (
            Words(f"{atom.fact}改为{edge}", f"bound of {atom.fact} {edge}"),
            replace(atom, test=edge),
        )
        if isinstance(bound, Fraction):
            words = Words(
                f"{atom.fact}的界限改为{bound + 1}", f"bound of {atom.fact} moved to {bound + 1}"
            )
            yield words, replace(atom, values=(bound + 1,))
    yield Words(f"{atom.fact}取反", f"{atom.fact} the other way round"), No(atom)
