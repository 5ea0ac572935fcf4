"""Opening slides as people do: in LibreOffice, with the figure's own font."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from flowmodel.layout.text import font

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def office_pdf(data: bytes, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a presentation; sees only the font of the figure."""
    (folder / "slides.pptx").write_bytes(data)
    conf = folder / "fonts.conf"
    conf.write_text(_FONTS.format(fonts=font("").path.parent, cache=folder / "fonts"))
    call = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "slides.pptx"),
    ]
    env = {**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(folder)}
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=False, timeout=240)
    assert (folder / "slides.pdf").is_file(), done.stderr
    return folder / "slides.pdf"
