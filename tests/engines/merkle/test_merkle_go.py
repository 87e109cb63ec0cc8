"""The library of Go's checksum database takes what we prove and sign, and refuses what is forged.

It is Debian's golang-golang-x-mod-dev, and knows nothing of us; only the driver beside this file is ours.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest

from remit.engines.merkle import (
    Checkpoint,
    consistency_proof,
    cosign,
    inclusion_proof,
    parse_note,
    root,
    sign_checkpoint,
)
from tests.conftest import missing
from tests.engines.merkle.plain_tree import (
    AT,
    ORIGIN,
    filled,
    flipped,
    forged,
    leaves_of,
    log_key,
    witness_key,
)

DRIVER = Path(__file__).parent / "go" / "main.go"
LIBRARY = Path("/usr/share/gocode")
SIZE = 1_500
Question = dict[str, object]
Asked = Callable[[Iterable[Question]], list[str]]
TILES, LEAVES = filled(leaves_of(SIZE)), leaves_of(SIZE)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Asks the driver, which is built offline."""
    if not shutil.which("go") or not (LIBRARY / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        missing("No Go library: install Debian's golang-go and golang-golang-x-mod-dev.")
    folder = tmp_path_factory.mktemp("go")
    driver = folder / "driver"
    alone = {"GO111MODULE": "off", "GOFLAGS": "", "GOPATH": str(LIBRARY), "GOPROXY": "off"}
    surroundings = {**os.environ, **alone, "GOCACHE": str(folder / "cache")}
    build = ["go", "build", "-o", str(driver), str(DRIVER)]
    subprocess.run(build, env=surroundings, check=True, timeout=300)

    def ask(questions: Iterable[Question]) -> list[str]:
        lines = "\n".join(map(json.dumps, questions))
        done = subprocess.run([driver], input=lines, capture_output=True, text=True, check=True)
        return done.stdout.split()

    return ask


def told(content: bytes) -> str:
    return base64.b64encode(content).decode()


def inclusion(index: int, size: int, leaf: bytes, proof: Iterable[bytes], top: bytes) -> Question:
    hashes = {"leaf": told(leaf), "root": told(top), "proof": [*map(told, proof)]}
    return {"kind": "inclusion", "index": index, "size": size, **hashes}


def consistency(old: int, size: int, start: bytes, proof: Iterable[bytes], top: bytes) -> Question:
    hashes = {"start": told(start), "root": told(top), "proof": [*map(told, proof)]}
    return {"kind": "consistency", "old": old, "size": size, **hashes}


def cases(seed: int, count: int) -> Iterable[tuple[int, int]]:
    """A place in, or beginning of, a log, from 1, and its size."""
    chance = Random(seed)
    for _ in range(count):
        size = chance.randint(1, SIZE)
        yield chance.randint(1, size), size


def notes() -> list[tuple[str, str]]:
    """Every tenth checkpoint of the log, cosigned, with the log's public key."""
    written = []
    for size in range(0, SIZE, 10):
        point = Checkpoint(ORIGIN, size, root(size, TILES))
        note = cosign(sign_checkpoint(point, log_key()), witness_key(1), AT)
        written.append((note.written, log_key().verifier.text))
    return written


def test_2400_proofs_of_ours_are_accepted(asked: Asked) -> None:
    questions = [
        inclusion(
            place - 1, size, LEAVES[place - 1],
            inclusion_proof(place - 1, size, TILES), root(size, TILES),
        )
        for place, size in cases(1, 1_200)
    ] + [
        consistency(
            old, size, root(old, TILES), consistency_proof(old, size, TILES), root(size, TILES)
        )
        for old, size in cases(2, 1_200)
    ]  # fmt: skip
    assert asked(questions) == ["yes"] * 2_400


def test_forged_proofs_are_refused_there_as_here(asked: Asked) -> None:
    questions = []
    for place, size in cases(3, 40):
        top, leaf = root(size, TILES), LEAVES[place - 1]
        proof = inclusion_proof(place - 1, size, TILES)
        questions += [inclusion(place - 1, size, leaf, other, top) for other in forged(proof)]
        questions.append(inclusion(place - 1, size, flipped(leaf, 5), proof, top))
    for old, size in cases(4, 40):
        old_root, top = root(old, TILES), root(size, TILES)
        proof = consistency_proof(old, size, TILES)
        questions += [consistency(old, size, old_root, other, top) for other in forged(proof)]
        questions.append(consistency(old, size, flipped(old_root, 5), proof, top))
    assert len(questions) >= 2_000
    assert asked(questions) == ["no"] * len(questions)


def test_every_checkpoint_is_accepted_and_no_altered_one(asked: Asked) -> None:
    written = notes()
    assert asked({"kind": "note", "note": n, "key": k} for n, k in written) == ["yes"] * 150
    altered = [(note.replace("log.example", "log.examples", 1), key) for note, key in written]
    altered += [(note, log_key(2).verifier.text) for note, _ in written]
    questions = [{"kind": "note", "note": note, "key": key} for note, key in altered]
    assert asked(questions) == ["no"] * 300


def test_the_checkpoints_of_the_sample_log_are_accepted(
    asked: Asked, acceptance_data: Path
) -> None:
    key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    folder = acceptance_data / "ledger/tessera-log/testdata/log"
    written = [parse_note(file.read_bytes()).written for file in folder.glob("checkpoint.*")]
    assert asked({"kind": "note", "note": note, "key": key} for note in written) == ["yes"] * 16
