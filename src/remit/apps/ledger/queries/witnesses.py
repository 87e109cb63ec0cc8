"""Who vouches for the ledger from outside and inside: its witnesses and the nightly audit.

Idea: a witness is silent when a checkpoint has waited longer for it than its patience allows; while the
ledger stands still there is nothing to sign, so nothing is held against it. Only our own clock counts.
Source: C2SP tlog-cosignature, tlog-witness.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from remit.apps.ledger.models import Audit, Checkpoint, Cosignature
from remit.engines.findings import Finding, Severity, error, warning
from remit.engines.merkle import Verifier, parse_verifier
from remit.engines.words import Words


def witness_verifiers() -> tuple[Verifier, ...]:
    """The public keys of the witnesses that the installation knows."""
    return tuple(parse_verifier(one) for one in settings.WITNESSES)


def witness_name(verifier: Verifier) -> str:
    """How a witness is called beside its cosignatures: name and number of its key."""
    return f"{verifier.name}+{verifier.id.hex()}"


def cosigned(row: Checkpoint, verifiers: Sequence[Verifier] | None = None) -> str:
    """The note of a checkpoint with the lines of the known witnesses that have signed it."""
    known = [witness_name(one) for one in _known(verifiers)]
    if not known:
        return row.note
    found = row.cosignatures.filter(witness__in=known).order_by("id")
    return row.note + "".join(f"{line}\n" for line in found.values_list("line", flat=True))


def best_checkpoint(seq: int) -> Checkpoint | None:
    """The newest checkpoint over an entry that a known witness has signed, else the newest over it."""
    covering = Checkpoint.objects.filter(size__gte=seq).order_by("-size")
    known = [witness_name(one) for one in witness_verifiers()]
    vouched = covering.filter(cosignatures__witness__in=known).first() if known else None
    return vouched or covering.first()


def _known(verifiers: Sequence[Verifier] | None) -> Sequence[Verifier]:
    return witness_verifiers() if verifiers is None else verifiers


@dataclass(frozen=True, slots=True)
class WitnessState:
    """How far a witness has vouched: the size of its last checkpoint, when that reached us (None before
    the first), how many entries were sealed since, and whether it has kept silent too long."""

    verifier: Verifier
    size: int
    at: datetime | None
    behind: int
    silent: bool


def states(verifiers: Sequence[Verifier], now: datetime) -> tuple[WitnessState, ...]:
    """What each of the witnesses has vouched for, in the order given."""
    if not verifiers:
        return ()
    newest = Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0
    return tuple(_state(one, newest, now) for one in verifiers)


def _state(verifier: Verifier, newest: int, now: datetime) -> WitnessState:
    signed = Cosignature.objects.filter(witness=witness_name(verifier))
    last = signed.order_by("-checkpoint_id").first()
    size = last.checkpoint_id if last else 0
    waiting = Checkpoint.objects.filter(size__gt=size).order_by("size").first()
    patience = timedelta(seconds=settings.WITNESS_PATIENCE)
    silent = waiting is not None and now - waiting.at > patience
    return WitnessState(verifier, size, last.at if last else None, newest - size, silent)


def last_audit() -> Audit | None:
    """The last full audit that was kept."""
    return Audit.objects.order_by("-at", "-id").first()


def audit_findings(audit: Audit | None) -> tuple[Finding, ...]:
    """What a kept audit found; nothing where there is none."""
    return tuple(_finding(said) for said in audit.findings) if audit else ()


def _finding(said: Mapping[str, str]) -> Finding:
    words = Words(said["zh"], said["en"])
    return Finding(said["id"], Severity(said["severity"]), said["subject"], words, said["source"])


def alarms(witnesses: Sequence[WitnessState], audit: Audit | None) -> tuple[Finding, ...]:
    """What somebody has to look into: nobody witnesses, a witness is silent, what the last audit found."""
    lonely = () if witnesses else (_NO_WITNESS,)
    return (*lonely, *(_silent(one) for one in witnesses if one.silent), *audit_findings(audit))


_NO_WITNESS = warning(
    "ledger.no_witness",
    "REMIT_WITNESSES",
    "没有见证方：掌握服务器和密钥的人可以改写台账并重新签名而不被发现。请审计部门在自己的机器上运行"
    " remit witness --sign，并把其公钥写入设置项 REMIT_WITNESSES。",
    "Nobody witnesses: whoever holds the server and its key could rewrite the ledger and sign it again "
    "unseen. Let the auditors run `remit witness --sign` on a machine of their own, and put their public "
    "key into the setting REMIT_WITNESSES.",
    "docs/how-to/witness.md",
)


def _silent(state: WitnessState) -> Finding:
    name = state.verifier.name
    return error(
        "ledger.witness_silent",
        name,
        f"见证方“{name}”至今只见证了前 {state.size} 条记录，另有 {state.behind} 条尚未见证。请当面或打电话询问该方："
        "若其程序报了警，须立即查明；若只是停机或断网，请恢复运行。",
        f"The witness “{name}” has signed for {state.size} entries so far; {state.behind} more are not "
        "witnessed. Ask its keeper in person or by telephone: an alarm over there must be looked into at "
        "once; after a mere standstill let it run again.",
        "docs/how-to/witness.md",
    )
