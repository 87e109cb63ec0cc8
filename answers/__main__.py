"""`python -m answers [NAME ...]`: reckons, prints, keeps."""

from benchmarks.board import ROOT, Board, main

BOARD = Board(
    package="answers",
    columns=("set", "source", "expected", "got", "agrees", "errata"),
    file=ROOT / "build" / "answers.json",
    chosen_by="ANSWERS",
)

if __name__ == "__main__":
    main(BOARD)
