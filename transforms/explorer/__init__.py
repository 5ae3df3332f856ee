"""The explorer: a release's tables as pages that open from disk, without a script but for the search."""
