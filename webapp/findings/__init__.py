"""One assessment's whole outcome, put together once. Pure: answers in, findings out."""
