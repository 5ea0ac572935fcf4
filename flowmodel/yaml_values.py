"""The library that reads YAML, loaded so that it serves every thread.

The allocator within yaml-rs takes the thread that loads it for the main one. Where that thread
ended, the next text that is read crashes the interpreter. So a thread other than the main one
lets a thread load it that never ends.
"""

from __future__ import annotations

import sys
from typing import Any


def yaml_reader() -> Any:
    """The module ``yaml_rs``."""
    # Without the module threading there is but the main thread, and it need not be imported.
    threading = sys.modules.get("threading")
    if (
        "yaml_rs" not in sys.modules
        and threading is not None
        and threading.current_thread() is not threading.main_thread()
    ):
        _load_for_good(threading)
    import yaml_rs

    return yaml_rs


def _load_for_good(threading: Any) -> None:
    loaded = threading.Event()

    def stay() -> None:
        try:
            import yaml_rs  # noqa: F401
        finally:
            loaded.set()
        threading.Event().wait()

    threading.Thread(target=stay, name="yaml-rs", daemon=True).start()
    loaded.wait()
