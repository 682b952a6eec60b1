"""Edits of an announcement's Markdown that change how it is written, not what it says.

Each takes the text and the year it was published in. Addresses, markup and what stands inside `<…>` are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Text = Callable[[str, int], str]

_MARKUP = re.compile(  # what the eye does not read: addresses, tags, rules of tables, marks of headings and lists
    r"https?://[!-;=?-_a-z~]+|\]\([^)\n]*\)|<[^>\n]*>|^\|[-:|\s]+\|?$|^\s*#{1,6}|^\s*(?:[-*+]|\d{1,2}\.)(?=\s)", re.M
)
_NUMERALS = "零一二三四五六七八九"
_HEADING = re.compile(r"^(#{1,6})[ \t]*(?=[^\s#])(.*)$", re.M)


def words_only(edit: Callable[[str], str]) -> Text:
    """An edit of the words alone: markup and addresses stay as they are."""

    def edited(text: str, year: int = 0) -> str:
        pieces, end = [], 0
        for match in _MARKUP.finditer(text):
            pieces += [edit(text[end : match.start()]), match[0]]
            end = match.end()
        return "".join([*pieces, edit(text[end:])])

    return edited


def replaced(*pairs: tuple[str, str]) -> Text:
    """The patterns replaced, one after the other, everywhere."""

    def edited(text: str, year: int = 0) -> str:
        for pattern, replacement in pairs:
            text = re.sub(pattern, replacement, text)
        return text

    return edited


def translated(source: str, target: str) -> Text:
    """Characters exchanged in the words."""
    return words_only(lambda words: words.translate(str.maketrans(source, target)))


def outside_tables(edit: Callable[[str], str]) -> Text:
    """An edit of everything but the rows of tables."""

    def edited(text: str, year: int = 0) -> str:
        parts = re.split(r"((?:^[ \t]*\|.*(?:\n|\Z))+)", text, flags=re.M)
        return "".join(part if part.lstrip().startswith("|") else edit(part) for part in parts)

    return edited


# Numbers and dates


def in_chinese(number: int) -> str:
    """28 as 二十八."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + (_NUMERALS[ones] if ones or not tens else "")
    )


def in_digits(numeral: str) -> int:
    """二十八 as 28."""
    tens, found, ones = numeral.rpartition("十")
    return (_NUMERALS.index(tens) if tens else 1) * 10 * bool(found) + (_NUMERALS.index(ones) if ones else 0)


def counted_in_chinese(text: str, year: int = 0) -> str:
    """第 28 期 as 第二十八期."""
    return re.sub(r"第\s*(\d{1,2})\s*期", lambda match: f"第{in_chinese(int(match[1]))}期", text)


def counted_in_digits(text: str, year: int = 0) -> str:
    """第二十八期 as 第 28 期."""
    return re.sub(r"第\s*([一二三四五六七八九十]{1,3})\s*期", lambda match: f"第 {in_digits(match[1])} 期", text)


def dated(form: str) -> Text:
    """Every date written another way; `form` may use {year}, {month}, {day}. A recap's row gets no year it did not state."""

    def edited(text: str, year: int) -> str:
        def written(match: re.Match[str]) -> str:
            if match["before"] and "{year" in form and not match["year"]:
                return match[0]
            stated = 2000 + int(match["year"]) if match["year"] else year
            return match["before"] + form.format(year=stated, month=int(match["month"]), day=int(match["day"]))

        # Only where a date is expected: a cell, a heading, brackets after a number, a time line.
        short = r"(?m)(?P<before>[|（(:：]\s*|^#### )(?:(?P<year>\d\d)\.)?(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?=[\s|)）]|$)"
        text = re.sub(r"(?<=日)(?=\d)", " ", text)
        text = re.sub(r"(?P<before>)(?P<year>)(?<![年\d])(?P<month>\d{1,2})月(?P<day>\d{1,2})日", written, text)
        return re.sub(short, written, text)

    return edited


def with_weekday(word: str) -> Text:
    return replaced((r"(?:周|星期)([一二三四五六日天])(?=[)）])", word + r"\1"))


def with_dash(dash: str) -> Text:
    return replaced((r"(\d{1,2}[:：]\d\d)\s*[-–~]\s*(?=\d{1,2}[:：]\d\d)", r"\1" + dash))


def labelled(synonyms: dict[str, str]) -> Text:
    """Labels replaced by words of the same meaning, before a colon or alone in a heading."""
    return replaced(
        *(
            (rf"(?m)^([\s+*#>-]*|.*<br ?/>[\s*]*){old}(?=\d?\s*\**[:：]|\s*$)", rf"\g<1>{new}")
            for old, new in synonyms.items()
        )
    )


# Layout


def deeper(text: str, year: int = 0) -> str:
    return re.sub(r"^(#{1,5})(?=[^#])", r"#\1", text, flags=re.M)


def with_contents(text: str, year: int = 0) -> str:
    """A list of the headings below the first one, each a link to its place."""
    names = [match[2].strip() for match in _HEADING.finditer(text) if "](" not in match[2]]
    contents = "".join(f"- [{name}](#{place})\n" for place, name in enumerate(names))
    return _HEADING.sub(lambda match: f"{match[0]}\n\n{contents}", text, count=1)


def bold_headings(text: str, year: int = 0) -> str:
    return _HEADING.sub(
        lambda match: f"\n**{match[2].strip()}**\n" if "](" not in match[2] else f"\n{match[2].strip()}\n", text
    )


def spaced_lines(text: str, year: int = 0) -> str:
    """A blank line between any two lines."""
    return outside_tables(lambda part: re.sub(r"\n+", "\n\n", part))(text, 0)


def unbroken(line_end: str) -> Text:
    """`<br />` as another kind of line end; a row of a table has no other."""
    return outside_tables(lambda part: re.sub(r"<br ?/>\n?", line_end, part))


def broken_lines(text: str, year: int = 0) -> str:
    """Lines of one paragraph joined by `<br />`."""
    plain = r"(?![\s#*+|<!\[>-]|\d{1,2}[.、])"
    return outside_tables(
        lambda part: re.sub(rf"(?m)(?<=\n)({plain}[^\n]+?)(?<!>)\n(?={plain}[^\n])", r"\1<br />", part)
    )(text, 0)


def list_marks(form: str) -> Text:
    """The items of numbered lists under another mark; `{}` is the running number."""

    def edited(text: str, year: int = 0) -> str:
        count, lines = 0, []
        for line in text.split("\n"):
            match = re.match(r"(\s{0,3})\d{1,2}\.\s?(?=\D)(?!.*\d\.\D)", line)
            count = count + 1 if match else count if not line.strip() else 0
            lines.append(match[1] + form.format(count) + line[match.end() :] if match else line)
        return "\n".join(lines)

    return edited


def circled(text: str, year: int = 0) -> str:
    marked = list_marks("⟦{}⟧")(text, year)
    return re.sub(r"⟦(\d{1,2})⟧", lambda match: chr(0x2460 + int(match[1]) - 1) + " ", marked)


def header_lines(join: Callable[[list[str]], str]) -> Text:
    """The lines 时间, 地点 and 主办 that stand together, put together another way."""
    line = r"\**(?:时间|地点|主办|主办方|费用)\s*[:：][^\n<]*"
    together = re.compile(rf"(?m)^{line}(?:(?:<br />\n?|\n\n?){line})+$")

    def edited(text: str, year: int = 0) -> str:
        return together.sub(lambda match: join(re.split(r"(?:<br />)?\n+|<br />", match[0].replace("**", ""))), text)

    return edited


def under_headings(lines: list[str]) -> str:
    return "\n".join("#### {}\n{}\n".format(*re.split(r"\s*[:：]\s*", line, maxsplit=1)) for line in lines)
