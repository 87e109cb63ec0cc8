"""Yuhe Works, put together."""

from remit.demo.story import Story
from remit.demo.yuhe.cases import STEPS
from remit.demo.yuhe.house import HOUSE
from remit.demo.yuhe.work import WORK

YUHE = Story(HOUSE, WORK, STEPS)
