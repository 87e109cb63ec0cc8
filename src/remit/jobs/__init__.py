"""The clock: what nobody has to remember. Opens months, reminds, numbers entries, sends mail."""
