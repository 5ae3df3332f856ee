"""The checks that data must pass: every kind in one class, and every check that the contract implies."""
