"""Where the scripts of a page lead its reader at once. No script is run; what runs later or sometimes is left out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

LONGEST_SCRIPT = 4000
"""Characters of script beyond which a page does more than send its reader on."""
LONGEST_WAIT = 30_000
"""Milliseconds: a timer that waits longer ends a login, and is no redirect."""
_PASSES = 12

_TOKENS = re.compile(r"//[^\n]*|/\*.*?\*/|(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`)", re.DOTALL)
_INNER = re.compile(r"\{([^{}]*)\}")
_FUNCTION = re.compile(r"function\s+([\w$]+)\s*\([^()]*\)\s*$")
_NAMED = re.compile(r"(?:var|let|const)\s+([\w$]+)\s*=\s*(?:function\s*\([^()]*\)|\([^()]*\)\s*=>)\s*$")
_CALLBACK = r"(?:function\s*[\w$]*\s*\([^()]*\)|\([^()]*\)\s*=>)\s*$"
_AT_LOAD = re.compile(
    r"(?:window\.)?onload\s*=\s*" + _CALLBACK + r"|(?:\$|jQuery)\(\s*" + _CALLBACK + r"|\.ready\(\s*" + _CALLBACK
)
_LISTENER = re.compile(r"addEventListener\(\s*§(\d+)§\s*,\s*" + _CALLBACK)
_TIMER = re.compile(r"setTimeout\(\s*" + _CALLBACK)
_INVOKED = re.compile(r"[(!+]\s*" + _CALLBACK)
_CALLED_AT_ONCE = re.compile(r"\s*\)?\s*(?:\(\s*\)|\.call\()")
_DELAY = re.compile(r"\s*,\s*(\d[\d\s*_]*)")  # 1800000, 30 * 60 * 1000
_TEXT_TIMER = re.compile(r"setTimeout\(\s*§(\d+)§\s*,\s*(\d[\d\s*_]*)")
_VARIABLE = re.compile(r"([\w$]+)\s*=\s*§(\d+)§")
_SENDS = re.compile(
    r"(?:^|[;\n{}(),]|\b(?:window|document|self|top|parent|this)\.)\s*(?:(?:window|document|self|top|parent)\.)*"
    r"location(?:\.href)?(?:\s*=\s*|\.(?:replace|assign)\(\s*)(?:§(\d+)§|([\w$]+))\s*(?=[;,)\n}]|$)"
)
_SOMETIMES = re.compile(r"\bif\b|\belse\b|&&|\|\||\?|=>|\bcase\b|\bfor\b|\bwhile\b|\bcatch\b|\bon\w+\s*=")


def script_target(scripts: Iterable[str]) -> str | None:
    """The address that scripts go to at load, without condition and within half a minute; None if they go nowhere."""
    whole = "\n;".join(scripts)
    return _target(whole) if len(whole) <= LONGEST_SCRIPT and "location" in whole else None


def _target(script: str, depth: int = 0) -> str | None:
    strings: list[str] = []
    plain = _TOKENS.sub(lambda found: _put_away(found[1], strings), script)
    top, functions = _unfolded(plain, strings)
    text = "\n;".join([top, *(body for name, body in functions.items() if _calls(top, name))])
    variables = {name: strings[int(number)] for name, number in _VARIABLE.findall(text)}
    for found in _SENDS.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in ";\n}")
        if not _SOMETIMES.search(text[start + 1 : found.start() + 1]):
            target = strings[int(found[1])] if found[1] else variables.get(found[2])
            if target is not None:
                return target
    for number, wait in _TEXT_TIMER.findall(text) if depth == 0 else ():
        if _milliseconds(wait) <= LONGEST_WAIT:
            return _target(strings[int(number)], depth + 1)
    return None


def _calls(script: str, name: str) -> bool:
    """Whether a function is called, or handed to a short timer, by what runs at load."""
    return bool(re.search(rf"(?<!function )(?<![\w$.]){re.escape(name)}\s*(?:\(|,\s*\d{{1,4}}\s*\))", script))


def _milliseconds(product: str) -> int:
    """The wait of a timer, written as a number or as a product."""
    factors = [int(factor[:9]) for factor in product.replace("_", "").split("*") if factor.strip().isdigit()]
    return math.prod(factors)


def _put_away(string: str | None, strings: list[str]) -> str:
    """A string's number in its place, so that nothing in it is taken for script; a comment is a blank."""
    if string is None:
        return " "
    strings.append(string[1:-1])
    return f"§{len(strings) - 1}§"


def _unfolded(script: str, strings: list[str]) -> tuple[str, dict[str, str]]:
    """The script with the blocks that run at load put in their place and the others taken out; and named functions."""
    functions: dict[str, str] = {}
    for _ in range(_PASSES):
        found = _INNER.search(script)
        while found is not None:
            body = _body(script, found, strings, functions)
            script = f"{script[: found.start()]}\n{body}\n{script[found.end() :]}"
            found = _INNER.search(script, found.start() + len(body))
        if "{" not in script:
            break
    return script, functions


def _body(script: str, found: re.Match[str], strings: list[str], functions: dict[str, str]) -> str:
    before, after = script[: found.start()][-200:], script[found.end() :][:60]
    named = _FUNCTION.search(before) or _NAMED.search(before)
    if named and not _INVOKED.search(before):
        functions[named[1]] = found[1]
        return ""
    listener = _LISTENER.search(before)
    delay = _DELAY.match(after)
    runs = (
        _AT_LOAD.search(before)
        or (listener and strings[int(listener[1])] in ("load", "DOMContentLoaded"))
        or (_TIMER.search(before) and (not delay or _milliseconds(delay[1]) <= LONGEST_WAIT))
        or (_INVOKED.search(before) and _CALLED_AT_ONCE.match(after))
        or re.search(r"(?:\btry|[;\n]|^)\s*$", before)
    )
    return f";{found[1]};" if runs else ""
