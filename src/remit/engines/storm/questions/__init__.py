"""Questions put to the model: which design, for whom, how sure, what matters, and what cannot be told."""
