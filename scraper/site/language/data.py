"""The messages of the page of data to take away, and of what only a static copy has, Chinese then English."""

from __future__ import annotations

DATA: dict[str, tuple[str, str]] = {
    "data.page": ("数据下载", "Data"),
    "data.description": (
        "整个档案与每张表，供表格软件、Python、R、DuckDB 使用。",
        "The whole archive and every table, for spreadsheets, Python, R and DuckDB.",
    ),
    "data.lead": (
        '可自由使用，<a href="{about}#licence">许可</a>与<a href="{about}#cite">引用方式</a>见“关于”页。'
        "其他网站的脚本也可以读取（CORS）。",
        'Free to use: <a href="{about}#licence">licence</a> and <a href="{about}#cite">how to cite</a> are on the page '
        "“About”. Scripts of other sites may read it too (CORS).",
    ),
    "data.whole": ("整个档案", "The whole archive"),
    "data.database": (
        "全部表、视图与检索索引，SQLite 格式。",
        "All tables, views and search indexes in one SQLite file.",
    ),
    "data.lite": ("在浏览器中查询（Datasette Lite）", "Query it in your browser (Datasette Lite)"),
    "data.salons": (
        "所有{sessions}及其主题、主讲人、论文、链接。",
        "All {sessions} with their talks, speakers, papers and links.",
    ),
    "data.schedule": ("有时间的主题，frab 日程格式。", "Talks with a known time as a frab schedule."),
    "data.cite": ("每个主题一条引文，BibTeX 与 CSL-JSON 格式。", "An entry a topic to cite, as BibTeX and CSL-JSON."),
    "cite": ("引用", "Cite"),
    "data.index": ("每个主题一行", "One row a topic"),
    "data.index.text": (
        "日期、类别、主讲人、论文、回放及其检查结论、存档副本：研究与统计从这张表开始。",
        "Date, track, speakers, papers, the replay with its verdict and archived copy: begin with this table.",
    ),
    "data.lines": ("现成的命令", "Ready lines"),
    "data.tables": ("表与视图", "Tables and views"),
    "data.rows": ("{n} 行", "{n} row|{n} rows"),
    "data.browse": ("浏览", "browse"),
    "data.csv": (
        "CSV 为 UTF-8，带字节顺序标记，电子表格可直接打开；会被当作公式的单元格前加了撇号。",
        "CSV is UTF-8 with a byte order mark, so that spreadsheets open it; an apostrophe stands before what would run "
        "as a formula.",
    ),
    "copy.all": ("全部主题", "All topics"),
    "copy.no_search": (
        "这里的搜索需要脚本；没有脚本时，下面是全部主题，可用浏览器的“在页面中查找”。",
        "The search here needs a script; without one, all topics are below: use your browser's “find in page”.",
    ),
}
