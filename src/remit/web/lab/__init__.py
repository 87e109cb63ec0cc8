"""The laboratory: designs of accountability tried on made-up people before real ones meet them."""
