"""How long tests wait for what must come: long enough for a machine that is ten times as slow and busy besides.

Only a test that fails waits so long. A test that something does not come waits for a sign, never for a while.
"""

SECONDS = 120
MILLISECONDS = 1000 * SECONDS
