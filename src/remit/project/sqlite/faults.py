"""What SQLite's result codes mean to whoever runs the installation: what, why, and what to do.

Source of the codes: https://www.sqlite.org/rescode.html. The library's own text follows in brackets.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import get_language

from remit.engines.words import Words

# The lowest eight bits of an extended result code are the primary one.
PRIMARY = 0xFF

WAITED = Words(
    "数据库正忙：等待写入已超过 {seconds} 秒，别的写入尚未完成。没有写入任何内容。请稍后再试；"
    "如常出现，请查看是否有长时间的导入，或改用 PostgreSQL。",
    "The database is busy: others have been writing for more than {seconds} seconds. Nothing was "
    "written. Try again in a moment; if this happens often, look for a long import, or move to "
    "PostgreSQL.",
)
FULL = Words(
    "磁盘已满：这一步没有保存，已保存的内容完好，仍可查阅。请腾出空间后重做这一步。",
    "The disk is full: this step was not saved. What was saved before is safe and can be read. "
    "Free some space, then do the step again.",
)
BUSY = Words(
    "数据库被别的程序占用：这一步没有保存。请关闭打开数据库文件的其他程序，然后重做。",
    "Another program holds the database: this step was not saved. Close whatever else has the "
    "database file open, then do the step again.",
)
READONLY = Words(
    "数据库只能读取，不能写入：这一步没有保存。请检查数据库文件及其文件夹的权限。",
    "The database can be read but not written: this step was not saved. Check the permissions of "
    "the database file and of its folder.",
)
UNREADABLE = Words(
    "磁盘读写失败：这一步没有保存。请检查磁盘空间和磁盘状态，然后重做。",
    "The disk could not be read or written: this step was not saved. Check the disk and its free "
    "space, then do the step again.",
)
DAMAGED = Words(
    "数据库文件已损坏。请停止服务，保留该文件，并从备份恢复。",
    "The database file is damaged. Stop the service, keep the file, and restore a backup.",
)
FAULTS = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_READONLY: READONLY,
    sqlite3.SQLITE_CANTOPEN: UNREADABLE,
    sqlite3.SQLITE_IOERR: UNREADABLE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}


def spoken(words: Words) -> str:
    """The words in the language of whoever is being answered."""
    return words.pick(get_language() or "en")


@contextmanager
def told() -> Iterator[None]:
    """Raises SQLite's faults of disk, lock and file again, in words; all others as they are."""
    try:
        yield
    except sqlite3.DatabaseError as fault:
        words = FAULTS.get(getattr(fault, "sqlite_errorcode", 0) & PRIMARY)
        if words is None:
            raise
        raise type(fault)(f"{spoken(words)} ({fault})") from fault
