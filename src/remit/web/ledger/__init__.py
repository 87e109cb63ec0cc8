"""The ledger for everybody: its checkpoint, its hashes, its key, and whether a receipt holds."""
