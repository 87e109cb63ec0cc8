"""Before a backup: whether the folder is that of another ledger, or of one that was longer.

A new set of keys replaces the older ones. Were it written from the wrong database, or from one that was
emptied, all earlier backups would be lost with the keys.
"""

from pathlib import Path

from django.apps import apps

from remit.apps.ledger import queries as ledger
from remit.cli.backups.loading import RESTORED
from remit.cli.backups.reading import Archive, archive, within
from remit.engines.archive import BACKUP
from remit.engines.findings import Finding, Refusal, error


class FolderOfAnotherLedger(Refusal):
    """The backups in the folder are those of another installation."""


class LedgerShrunk(Refusal):
    """The ledger is shorter than in the newest backup, and no restoration explains it."""


def refuse_another(folder: Path) -> None:
    """Raises FolderOfAnotherLedger and LedgerShrunk."""
    for path in within(folder, BACKUP)[-1:]:
        newest = archive(path, BACKUP)
        if newest.manifest.key != ledger.verifier().text:
            raise FolderOfAnotherLedger(_another(folder))
        if ledger.state().entries < newest.manifest.entries and not _restored_since(newest):
            raise LedgerShrunk(_shrunk(newest))


def _restored_since(newest: Archive) -> bool:
    entries = apps.get_model("ledger", "Entry")._default_manager
    return entries.filter(verb=RESTORED, at__gt=newest.manifest.at).exists()


def _another(folder: Path) -> Finding:
    return error(
        "backup.another_ledger",
        str(folder),
        "目录中的备份属于另一套系统：继续备份会删除其密钥，使其备份无法恢复。请另选目录，或核对 REMIT_HOME。",
        "The backups in this folder are those of another installation: to go on would delete their keys and "
        "with them every way back. Name another folder, or check REMIT_HOME.",
    )


def _shrunk(newest: Archive) -> Finding:
    told, now = newest.manifest.entries, ledger.state().entries
    return error(
        "backup.ledger_shrunk",
        str(newest.folder),
        f"最近的备份有 {told} 条台账记录，数据库现在只有 {now} 条：数据可能已被删除，未作备份，以免覆盖原有密钥。"
        "请运行 remit verify 查明原因；如需恢复，请运行 remit restore；确属另起，请另选目录。",
        f"The newest backup has {told} entries, the database now {now}: some may have been deleted. Nothing was "
        "written, for the keys of the older backups would be replaced. Find out with `remit verify`, bring "
        "them back with `remit restore`, or, for a new beginning, name another folder.",
    )
