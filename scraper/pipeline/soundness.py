"""Checks that a record read from a file has the types its class declares. The file may come from anybody."""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache, lru_cache
from operator import call
from typing import Any, Union, get_args, get_origin, get_type_hints

Check = Callable[[Any], bool]


@lru_cache(maxsize=256)
def sound(kind: Any, checked: type | None = None) -> Check:
    """A function that checks values of a type: a class, a record (field by field), a union or a tuple.

    Records of the class `checked` were checked before, so they pass.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if not any(hasattr(one, "_fields") or get_origin(one) for one in arguments):
            return lambda value: isinstance(value, arguments)
        checks = [sound(one, checked) for one in arguments]
        return lambda value: any(check(value) for check in checks)
    if origin is tuple and arguments[-1:] == (Ellipsis,):
        check = sound(arguments[0], checked)
        return lambda value: type(value) is tuple and all(map(check, value))
    if origin is tuple:
        parts = [sound(one, checked) for one in arguments]
        return lambda value: type(value) is tuple and len(value) == len(parts) and all(map(call, parts, value))
    if hasattr(kind, "_fields") and kind is not checked:
        return _sound_record(kind, checked)
    return lambda value: isinstance(value, kind)


def _sound_record(kind: Any, checked: type | None) -> Check:
    @cache
    def checks() -> list[Check]:  # built at first use, since a record may hold records of its own class
        hints = get_type_hints(kind)
        return [sound(hints[name], checked) for name in kind._fields]

    return lambda value: type(value) is kind and len(value) == len(kind._fields) and all(map(call, checks(), value))
