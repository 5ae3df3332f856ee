"""Running it: flows, tasks, executors, progress and logs."""
