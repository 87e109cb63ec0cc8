"""Who holds what: units, posts, people, remits, delegations, the workbook."""
