"""Commands for those who build Remit; not part of the product."""
