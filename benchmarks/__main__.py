"""`python -m benchmarks [NAME ...]`: measures, prints, keeps."""

from benchmarks.board import ROOT, Board, main

BOARD = Board(
    package="benchmarks",
    columns=("what", "figure", "unit", "peer", "peer's", "ratio", "goal", "met"),
    file=ROOT / "build" / "bench.json",
    chosen_by="BENCH",
)

if __name__ == "__main__":
    main(BOARD)
