"""`remit measure`: files read, engines that answer, and the report."""
