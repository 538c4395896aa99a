"""The maturity model: from answers to scores, levels and advice. Pure Python."""
