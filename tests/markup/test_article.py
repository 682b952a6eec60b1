"""Pages cut to their article."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.serving import SALON

XHTML = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {"a long licence " * 60} -->
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>沙龙</title></head><body><article>
<h1>机器学习沙龙第 5 期</h1><p>时间：3月5日 19:00-20:00</p><p>分享人：冯一</p><p>主题：卷积网络入门</p>
</article></body></html>
"""


def test_xhtml_is_read_as_html_without_a_word(tmp_path: Path) -> None:
    """What a library thinks of it is nothing that a reader of `salon build` could act on."""
    (tmp_path / "page.html").write_text(XHTML, "utf-8")
    command = [*SALON, "build", "--documents", str(tmp_path), "--db", str(tmp_path / "a.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stderr, "1 topics" in done.stdout) == ("", True)
