"""The parts of `transforms/speakers.py`: names, offices, pronouns and epithets, and who is behind them."""
