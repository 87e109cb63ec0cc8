"""Answers that others have published, and whether we come to the same.

One module per subject; each has `rows()`, which reckons and returns one `Row` per set of answers.
`python -m answers [NAME ...]` (or ANSWERS=NAME) runs them, prints the table and keeps it in
build/answers.json. Real data is read from REMIT_ACCEPTANCE_DATA.
"""
