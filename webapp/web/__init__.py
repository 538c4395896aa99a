"""What every request meets: who may open what, security, errors, state, assets, downloads."""
