"""Many runs: on one core, on many, on a cluster; each run once, its results kept under its own key."""
