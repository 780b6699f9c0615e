"""HiGHS instances that print nothing.

HiGHS 1.16 prints a banner for the first instance of a process, whatever
`output_flag` says, to the file descriptor of standard output, which may carry JSON.
"""

from __future__ import annotations

import os
from functools import cache

import highspy

__all__ = ["silence_banner", "silent_instance"]


@cache
def silence_banner() -> None:
    """Make the first instance of this process while standard output leads nowhere; later ones print no banner."""
    try:
        kept = os.dup(1)
    except OSError:  # a process without standard output
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def silent_instance() -> highspy.Highs:
    """A new instance without banner or log."""
    silence_banner()
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    return highs
