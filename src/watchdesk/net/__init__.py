"""The web: the one gate every request goes through, with its limits per host, in time and in size, and robots.txt.

Knows nothing of feeds, pages or the store; what comes in is bytes, what goes wrong is a ``Failed`` with a plain reason.
"""

from watchdesk.net.gate import Gate

__all__ = ["Gate"]
