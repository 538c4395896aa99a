"""The least effort that reaches a level: candidates, every best bargain of a dimension, the search over all."""
