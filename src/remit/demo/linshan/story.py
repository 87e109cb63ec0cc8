"""Linshan Town, put together."""

from remit.demo.linshan.cases import STEPS
from remit.demo.linshan.house import HOUSE
from remit.demo.linshan.work import WORK
from remit.demo.story import Story

LINSHAN = Story(HOUSE, WORK, STEPS)
