"""Whose share is whose in the incidents of the stories."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from remit.demo.linshan.incident import situation as outbreak
from remit.demo.qingshui.incidents import books, burst
from remit.demo.yuhe.incidents import arrears, crane
from remit.engines.attribution import Owner, Report, Situation, attribute
from remit.engines.words import Words

Build = Callable[[Mapping[str, Owner]], Situation]
SHARES: dict[str, tuple[Build, dict[str, str]]] = {
    "outbreak": (outbreak, {"he.chi": "2/3", "lu.ping": "1/6", "gu.shan": "0"}),
    "burst": (burst, {"qian.mo": "2/3", "zou.wen": "1/6", "yue.yan": "1/6", "shen.chu": "0"}),
    "books": (books, {"bao.li": "1/2", "chu.xi": "1/2"}),
    "arrears": (arrears, {"mao.jun": "1/2", "ning.jiang": "1/2"}),
    "crane": (crane, {"fei.li": "1/2", "ning.jiang": "1/2", "pan.jin": "0"}),
}


def reckoned(name: str) -> Report:
    build, expected = SHARES[name]
    return attribute(build({login: Owner(login, login, Words(login, login)) for login in expected}))


@pytest.mark.parametrize("name", SHARES)
def test_the_shares_are_those_that_the_story_tells(name: str) -> None:
    expected = {login: Fraction(share) for login, share in SHARES[name][1].items()}
    assert {row.person: row.share for row in reckoned(name).persons} == expected


@pytest.mark.parametrize("name", SHARES)
def test_persons_and_system_together_make_the_whole_harm(name: str) -> None:
    report = reckoned(name)
    assert sum(row.share for row in report.persons) + report.system.share == 1
    assert report.certificate.exact


def test_the_newcomer_was_not_told_and_reads_so() -> None:
    newcomer = next(row for row in reckoned("burst").persons if row.person == "shen.chu")
    assert "not been told" in newcomer.sentences[0].en


def test_what_the_head_was_told_to_carry_on_with_goes_to_the_system() -> None:
    assert reckoned("outbreak").system.exempted == Fraction(1, 6)


def test_who_was_refused_the_means_has_no_share() -> None:
    manager = next(row for row in reckoned("crane").persons if row.person == "pan.jin")
    assert "did not have the means" in manager.sentences[0].en
