"""Event logs of other systems: read (XES), understood (which attribute means what), reckoned.

`xes` turns a stream of bytes into traces, `shape` says which attribute names the doer, the
watcher, the planned date, and `holding` turns a trace into a matter: who held it from when until
when, what was planned for when, and what is late.
"""
