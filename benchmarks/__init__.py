"""Goals that can be measured, each beside a named peer in the same run.

One module per subject; each has `rows()`, which measures and returns one `Row` per goal.
`python -m benchmarks [NAME ...]` (or BENCH=NAME) runs them, prints the table and keeps it in
build/bench.json.
"""
