"""`remit witness`: on another machine, whether the ledger only ever grows; without any database.

Idea: the state file holds the last checkpoint that was accepted, and nothing that is refused ever touches
it; what is refused is written beside it as evidence. Source: C2SP tlog-witness, tlog-cosignature.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import sleep, time
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_findings, tell_json
from remit.cli.files import text
from remit.cli.published import source
from remit.cli.returned import NotReturned, hand_back, takes_back
from remit.cli.witnessed import Alarmed, keep, keep_alarm, kept_in, written_anew
from remit.engines import witnessing
from remit.engines.findings import Finding, Refusal, as_mapping, error
from remit.engines.merkle import (
    SignatureKind,
    Signer,
    Verifier,
    cosign,
    generate_signer,
    parse_signer,
    parse_verifier,
)
from remit.engines.witnessing import Accepted, Alarm, Kept, Read, Terms
from remit.engines.words import Words

LARGEST_KEY = 2**12
FIRST = Words(
    "首次见证：{size}条记录。此前的历史无从比较，请与他人持有的检查点核对。",
    "First look: {size} entries. There is nothing older to compare with; compare with a checkpoint that "
    "others hold.",
)
GOOD = Words(
    "账本成立：{size}条记录，比上次多{grown}条，原有部分未变。",
    "The ledger holds: {size} entries, {grown} more than last time, and its beginning is unchanged.",
)
EVIDENCE = Words("证据已写入 {}", "The evidence is in {}")
RETURNED = Words("签名已交回：{}", "Handed back: {}")
KEY_MADE = Words(
    "私钥已写入 {}，请勿外传。公钥如下，可交给核对收据的人：",
    "The secret key is in {}: keep it to yourself. This is the public key for whoever checks receipts:",
)


class KeyNotUsable(Refusal):
    """A key file that exists already, is open to others, or cannot be written."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One ledger under watch: where it is read, by which key, and what is kept of it."""

    named: str
    read: Read
    verifier: Verifier
    state: Path
    signer: Signer | None
    fresh_within: int | None
    keeps: bool = False

    @property
    def returns(self) -> bool:
        """Whether what it signs is handed back to where it read."""
        return self.signer is not None and not self.keeps and takes_back(self.named)


Published = Annotated[
    str, typer.Argument(metavar="SOURCE", help="Where the ledger is published: address or folder.")
]
Key = Annotated[str, typer.Option("--key", help="The ledger's verifier key.")]
State = Annotated[Path, typer.Option("--state", help="The file that keeps what was seen last.")]
Sign = Annotated[Path | None, typer.Option("--sign", help="A key file: cosign what was accepted.")]
Fresh = Annotated[
    int | None,
    typer.Option("--fresh-within", min=1, help="Alarm when nothing new came for so many seconds."),
]
Keep = Annotated[
    bool, typer.Option("--keep-it", help="Do not hand the cosigned checkpoint back to SOURCE.")
]
Every = Annotated[
    int | None, typer.Option("--every", min=1, help="Look again every so many seconds.")
]


def witness(
    published: Published,
    key: Key,
    state: State,
    sign: Sign = None,
    fresh_within: Fresh = None,
    every: Every = None,
    keep_it: Keep = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check on another machine that the ledger only grew since the last look; an alarm exits with 1."""
    signer = _signer(sign) if sign else None
    key_of, read = _verifier(key), source(published)
    watch = Watch(published, read, key_of, state, signer, fresh_within, keep_it)
    tell = _tell_json if as_json else _tell
    while True:
        verdict = look(watch, int(time()))
        tell(watch, verdict, _returned(watch, verdict))
        if isinstance(verdict, Alarmed):
            keep_alarm(watch.state, watch.verifier, verdict)
        if every is None or not _goes_on(verdict, fresh_within):
            break
        sleep(every)
    if isinstance(verdict, Alarmed):
        raise typer.Exit(1)


def _goes_on(verdict: Accepted | Alarmed, fresh_within: int | None) -> bool:
    """Whether to look again: an alarm ends the watch, so that whoever started it is told.

    What may pass by itself does not, unless nothing was ever read or it has lasted too long: whoever keeps
    the witness from reading must not keep it quiet.
    """
    if not isinstance(verdict, Alarmed):
        return True
    if not verdict.alarm.kind.passing or verdict.kept is None:
        return False
    return fresh_within is None or verdict.now - verdict.kept.since <= fresh_within


def look(watch: Watch, now: int) -> Accepted | Alarmed:
    """Looks once, and keeps what is accepted; what is not leaves the state as it was."""
    kept = kept_in(watch.state, watch.verifier)
    offered = b""
    try:
        offered = watch.read("checkpoint")
    except Refusal as refused:
        return Alarmed(witnessing.silent(refused), offered, kept, watch.named, now)
    terms = Terms(watch.verifier, now, watch.fresh_within)
    verdict = witnessing.judge(kept, offered, watch.read, terms)
    if isinstance(verdict, Alarm):
        return Alarmed(verdict, offered, kept, watch.named, now)
    note = cosign(verdict.note, watch.signer, now) if watch.signer else verdict.note
    keep(watch.state, watch.verifier, Kept(note.written, verdict.since), now)
    return verdict


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of handing a cosigned checkpoint back: the answer, or what is said when it failed."""

    answer: str = ""
    findings: tuple[Finding, ...] = ()


def _returned(watch: Watch, verdict: Accepted | Alarmed) -> Returned | None:
    """Hands back what was accepted and signed; a fault in it is no alarm: the ledger did grow."""
    kept = None
    if watch.returns and not isinstance(verdict, Alarmed):
        kept = kept_in(watch.state, watch.verifier)
    if kept is None:
        return None
    try:
        return Returned(hand_back(watch.named, kept.note))
    except NotReturned as refused:
        return Returned(findings=refused.findings)


def witness_key(
    file: Annotated[Path, typer.Argument(help="The key file to write; it must not exist yet.")],
    name: Annotated[
        str, typer.Option("--name", help="What the witness is called in its signatures.")
    ] = "",
) -> None:
    """Make a key with which a witness cosigns; shows the public key."""
    signer = _made(name, os.urandom)
    try:
        written_anew(file, f"{signer.text}\n")
    except OSError as fault:
        raise KeyNotUsable(_not_written(file, fault)) from fault
    say(KEY_MADE.pick(language()).format(file))
    typer.echo(signer.verifier.text)


def _made(name: str, chance: Callable[[int], bytes]) -> Signer:
    seed = chance(32)
    called = name or f"remit-witness-{hashlib.sha256(seed).hexdigest()[:12]}"
    return generate_signer(called, seed, SignatureKind.COSIGNATURE)


def _verifier(key: str) -> Verifier:
    verifier = parse_verifier(key)
    if verifier.kind is not SignatureKind.ED25519:
        raise KeyNotUsable(_not_a_ledger(verifier.name))
    return verifier


def _signer(file: Path) -> Signer:
    written = text(file, LARGEST_KEY)
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise KeyNotUsable(_open_to_others(file))
    signer = parse_signer(written.strip())
    if signer.kind is not SignatureKind.COSIGNATURE:
        raise KeyNotUsable(_not_a_witness(file))
    return signer


def _tell(watch: Watch, verdict: Accepted | Alarmed, returned: Returned | None) -> None:
    tongue = language()
    if isinstance(verdict, Alarmed):
        tell_findings((verdict.alarm.finding, *verdict.alarm.because))
        say(EVIDENCE.pick(tongue).format(verdict.file(watch.state)))
        return
    words = FIRST if verdict.first else GOOD
    say(words.pick(tongue).format(size=verdict.checkpoint.size, grown=verdict.grown_by))
    if returned and returned.answer:
        say(RETURNED.pick(tongue).format(returned.answer))
    elif returned:
        tell_findings(returned.findings)


def _tell_json(watch: Watch, verdict: Accepted | Alarmed, returned: Returned | None) -> None:
    if isinstance(verdict, Alarmed):
        told = as_mapping(verdict.alarm.finding)
        found = [as_mapping(each) for each in verdict.alarm.because]
        tell_json(
            {
                "accepted": False,
                "alarm": verdict.alarm.kind,
                **told,
                "because": found,
                "evidence": verdict.file(watch.state),
            }
        )
        return
    tell_json(
        {
            "accepted": True,
            "size": verdict.checkpoint.size,
            "root": verdict.checkpoint.root.hex(),
            "grown_by": verdict.grown_by,
            "first": verdict.first,
            "cosigned": watch.signer is not None,
            **_mapped(returned),
        }
    )


def _mapped(returned: Returned | None) -> dict[str, object]:
    if returned is None:
        return {}
    return {
        "returned": not returned.findings,
        "warnings": [as_mapping(each) for each in returned.findings],
    }


def _not_written(file: Path, fault: OSError) -> Finding:
    return error(
        "witness.key_not_written",
        str(file),
        f"密钥文件未能写入（{fault.strerror}）。已有的密钥不会被覆盖：请另取文件名，或核对文件夹权限。",
        f"The key file could not be written ({fault.strerror}). A key that exists is never overwritten: "
        "take another name, or check the folder's permissions.",
    )


def _open_to_others(file: Path) -> Finding:
    return error(
        "witness.key_open_to_others",
        str(file),
        "其他用户可以读取此私钥，它可能已泄露。请执行 chmod 600，或用 remit witness-key 重新生成。",
        "Others can read this secret key, and may have. Run chmod 600 on it, or make a new one with "
        "`remit witness-key`.",
    )


def _not_a_witness(file: Path) -> Finding:
    return error(
        "witness.key_of_a_log",
        str(file),
        "这是账本的密钥，不是见证密钥。请用 remit witness-key 生成见证密钥。",
        "This is a ledger's key and not a witness's. Make one with `remit witness-key`.",
    )


def _not_a_ledger(name: str) -> Finding:
    return error(
        "witness.key_of_a_witness",
        name,
        "这是见证方的公钥，不是账本的公钥。请用 remit ledger checkpoint 所示的公钥。",
        "This is a witness's public key and not a ledger's. Take the one that `remit ledger checkpoint` "
        "shows.",
    )
