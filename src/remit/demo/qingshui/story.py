"""Qingshui County, put together."""

from remit.demo.qingshui.cases import STEPS
from remit.demo.qingshui.house import HOUSE
from remit.demo.qingshui.work import WORK
from remit.demo.story import Story

QINGSHUI = Story(HOUSE, WORK, STEPS)
