"""What the preview shows now, for all threads: the page, and what is wrong with what was saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Condition
from typing import Any


@dataclass(frozen=True, slots=True)
class News:
    """The state of the preview at a moment."""

    stamp: int = 0
    """Grows with every change."""
    version: str = ""
    """Names the figure that is shown; empty while there was none yet."""
    problems: tuple[dict[str, str], ...] = ()
    """What is wrong with what was saved last; empty where the figure shows it."""

    def told(self) -> dict[str, Any]:
        """The same for the script of the page."""
        return {"stamp": self.stamp, "version": self.version, "problems": list(self.problems)}


@dataclass
class Board:
    """Holds the last good page, and wakes those who wait for news."""

    page: bytes = b""
    news: News = News()
    closed: bool = False
    _changed: Condition = field(default_factory=Condition)

    def show(self, page: bytes, version: str) -> None:
        """Put up a new figure."""
        with self._changed:
            self.page = page
            self.news = News(self.news.stamp + 1, version)
            self._changed.notify_all()

    def tell(self, problems: tuple[dict[str, str], ...]) -> None:
        """Say what is wrong with what was saved; the figure stays."""
        with self._changed:
            self.news = News(self.news.stamp + 1, self.news.version, problems)
            self._changed.notify_all()

    def now(self) -> tuple[bytes, News]:
        """The page and the news that belong together."""
        with self._changed:
            return self.page, self.news

    def after(self, stamp: int, patience: float) -> News | None:
        """The news once they are not those of `stamp`; None after `patience` seconds without any.

        Once the board is closed it comes back at once.
        """
        with self._changed:
            fresh = self._changed.wait_for(
                lambda: self.closed or self.news.stamp != stamp, patience
            )
            return self.news if fresh and not self.closed else None

    def close(self) -> None:
        """Let all who wait go."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
