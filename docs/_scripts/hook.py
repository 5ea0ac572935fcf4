"""Pages that are written while the documentation is built, from the code that they describe."""

from __future__ import annotations

from typing import Any

import cli_page
import controls_page
import format_page
import gallery_page
import icons_page
import policies_page
import python_page
import rules_page
from mkdocs.structure.files import File, Files


def pages() -> dict[str, str]:
    """Path below ``docs`` → text of every generated page."""
    return {
        "reference/cli.md": cli_page.page(),
        "reference/format.md": format_page.page(),
        "reference/controls.md": controls_page.page(),
        "reference/policies.md": policies_page.page(),
        **{f"reference/rules/{name}": text for name, text in policies_page.pages().items()},
        "reference/icons.md": icons_page.page(),
        "reference/python.md": python_page.page(),
        **{f"gallery/{name}": text for name, text in gallery_page.pages().items()},
        **{f"reference/rules/{name}": text for name, text in rules_page.pages().items()},
    }


def on_config(config: Any) -> Any:
    """Put the rules and the gallery into the navigation."""
    for section in config.nav:
        if "Gallery" in section:
            section["Gallery"] = gallery_page.nav()
        for entry in section.get("Reference", ()):
            if "Rules" in entry:
                entry["Rules"] = rules_page.nav()
            if "Policy packs" in entry:
                own = {"Packs and fields": entry["Policy packs"]}
                entry["Policy packs"] = [own, *policies_page.nav()]
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages."""
    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    for path, picture in gallery_page.pictures().items():
        files.append(File.generated(config, f"gallery/{path}", content=picture.read_bytes()))
    return files
