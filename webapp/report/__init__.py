"""The result: one assessment's findings as pages, and the method behind them."""
