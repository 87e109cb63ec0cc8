"""Workbooks handed in and out: guarded, read as typed rows with all faults at once, written."""

from remit.engines.workbook.organisation import (
    NOTHING,
    AppointmentRow,
    Known,
    ListedRow,
    PersonRow,
    Place,
    PostRow,
    UnitRow,
    Workbook,
    in_order,
    read_organisation,
)
from remit.engines.workbook.sheets import Line
from remit.engines.workbook.template import write_organisation

__all__ = [
    "NOTHING",
    "AppointmentRow",
    "Known",
    "Line",
    "ListedRow",
    "PersonRow",
    "Place",
    "PostRow",
    "UnitRow",
    "Workbook",
    "in_order",
    "read_organisation",
    "write_organisation",
]
