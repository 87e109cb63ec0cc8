"""Measures over a table of events: who had it, who passed it on, where it waited, and at whose cost.

`table` is the one form every measure reads; `metrics` are written once as Ibis expressions, and
`sql` holds what they become in each dialect, which is all that is needed when they run; `running`
runs it. The other modules turn rows into results with an interval, the events behind each number,
and a sentence that a lay reader understands.
"""
