"""Everything that is derived from the contract, so that nothing is written twice."""
