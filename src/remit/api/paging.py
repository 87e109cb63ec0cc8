"""Lists in pages of a bounded size."""

from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

USUAL, MOST = 100, 500


class Pages(LimitOffsetPagination):
    """`limit` rows from `offset` on, at most 500 at once; `count` is of all rows."""

    class Input(Schema):
        """Which page."""

        limit: int = Field(USUAL, ge=1, le=MOST)
        offset: int = Field(0, ge=0, le=10**9)
