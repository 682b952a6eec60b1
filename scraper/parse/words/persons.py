"""The words for people: workplaces, titles, and signs of a name. To teach the reader a word, add it to its list."""

from __future__ import annotations

from scraper.expressions import any_of, expression, is_chinese, words_of

COMPANIES = (
    "阿里巴巴, 阿里云, 腾讯, 百度, 华为, 字节跳动, 谷歌, 微软, 蚂蚁集团, 网易, 京东, 美团, 商汤, 旷视, 海康威视, "
    "滴滴, 小米, 快手, 科大讯飞"
)
COMPANIES_ENGLISH = (
    "google, alibaba, tencent, baidu, huawei, microsoft, amazon, facebook, nvidia, bytedance, openai, deepmind"
)
INSTITUTIONS = "大学, 学院, 公司, 实验室, 研究院, 研究所, 学校, 科学院, 集团"
_INSTITUTIONS_SHORT = (
    "浙大, 清华, 北大, 交大, 复旦, 中科院, 中科大, 哈工大, 南大, 武大, 北航, 北邮, 西电, 港大, 港科大, 上交, 达摩院, "
    "之江"
)
_INSTITUTIONS_ENGLISH = (
    "university, institute, college, academy, school, department, lab, labs, laboratory, research, group, inc, "
    "corp, ltd"
)
WORKPLACE = expression(
    rf"{any_of(INSTITUTIONS)}|{any_of(_INSTITUTIONS_SHORT)}|{any_of(COMPANIES)}|\b(?:{any_of(_INSTITUTIONS_ENGLISH)}|{any_of(COMPANIES_ENGLISH)})\b",
    "某大学",
    "腾讯",
    "Some University",
    any_case=True,
)
ROLES = "工程师, 博士, 博士后, 博士生, 硕士, 硕士生, 研究生, 本科生, 教授, 讲师, 研究员, 科学家, 架构师, 总监, 负责人"
_ROLES_ENGLISH = (
    "student, professor, engineer, scientist, researcher, lecturer, postdoc, director, manager, founder, architect, "
    "developer, analyst, candidate, CEO, CTO"
)
ORGANIZATION = expression(
    r"大学|学院|公司|实验室|研究[院所]|中心|团队|系$|学校|专业|年级|博士|硕士|研究生|工程师|算法|负责人|[A-Za-z]{2,}",
    "某大学",
    "ZJU",
)
ABOUT = expression(
    rf"{WORKPLACE.pattern}|方向|专业|就职|毕业|任职|\b(?:ph\.?d|{any_of(_ROLES_ENGLISH)})\b",
    "毕业于某大学",
    "PhD student",
    any_case=True,
)
"""Words that follow a name and are no name."""
_REMARKS = (
    "线上, 线下, 远程, 现场, 视频连线, 连线, 待定, 待确认, 暂定, 替补, 替代, 代讲, 代, 替, 首次分享, 上半场, "
    "下半场, 上, 下, "
    "主讲, 主讲人, 分享人, 主持, 主持人, 特邀, 特邀嘉宾, 嘉宾, 一作, 第一作者, 通讯作者, 论文作者, 作者, 译者, "
    "英文, 中文, "
    "英文报告, 中文报告, 男, 女, online, remote, remotely, in person, virtual, onsite, on site, speaker, host, "
    "first author, he/him, she/her, they/them"
)
REMARK_ON_PERSON = expression(
    rf"(?:^|(?<=[;,、(\[【/ ]))\s*(?:{any_of(_REMARKS)}|\d{{1,3}}\s*(?:分钟|min(?:ute)?s?))\s*(?:$|(?=[;,、)\]】/ ]))",
    "线上",
    "(某大学,替补)",
    any_case=True,
)
"""The words in brackets after a name for the person's part in the talk; no workplace."""
EMPLOYED = expression(
    rf"{ABOUT.pattern}|{ORGANIZATION.pattern}|{any_of(ROLES)}|[院校系部组队社所会局处馆厂行室心司站台团师员理家长生级店科院网]$|科技|大[一二三四]|研[一二三]",
    "某书店",
    "产品经理",
    "大三",
    any_case=True,
)
"""The words in brackets after a name for the workplace, role or studies of a person."""
_TITLES = (
    "博士后, 博士生, 博士, 硕士生, 硕士, 研究生, 本科生, 老师, 教授, 讲师, 研究员, 工程师, 先生, "
    "女士, 同学, 学长, 学姐, 院士, 师兄, 师姐, 主任, 总监"
)
_RANKS = "副, 助理, 特聘, 客座, 名誉, 高级, 资深, 首席"  # before a title: 林一 副教授
HONORIFIC = expression(rf"(?<=\w)\s*(?:{any_of(_RANKS)})?(?:{any_of(_TITLES)})$", "林一博士", "林一 副教授")
ENGLISH_TITLE = expression(r"\b(?:dr|prof|professor|mr|mrs|ms)\b\.?\s*", "Dr. Lin", any_case=True)

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄贝臧戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓郁"
    "单杭洪包诸左石崔吉龚程邢裴陆荣翁荀惠曲封芮储靳焦牧车侯全班仇宫宁栾甘厉祖武符刘景詹束龙叶幸司黎薄白蒲从赖卓蔺"
    "屠蒙池乔阴温庄晏柴瞿阎连习艾容向古易廖耿满文欧沃利师关查游权商闫肖岳涂邸尚辛麦曾谭段覃佘"
    "趙錢吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇蘇範魯韋馬鳳費賀羅畢鄔樂齊餘顧蕭龐項藍閔婁顏鍾駱盧萬應鄧單諸龔陸榮儲車寧欒厲"
    "葉閻連溫莊關"  # the same in traditional characters
)
_COMPOUND = frozenset(
    words_of("欧阳, 司马, 上官, 诸葛, 东方, 皇甫, 尉迟, 公孙, 慕容, 令狐, 司徒, 端木, 夏侯, 南宫, 长孙, 宇文")
)
_NO_LAST = (
    "法型率量度值器件网络统算术系式类层集码图频词库表题数据的与和及在是了性化机学论力理景析效用全径由务印持识融物"
    "接济释介棒声线面目道例点间序者体块树链"
)
_NO_NAMES = frozenset(
    words_of(
        "高斯, 黎曼, 张量, 方差, 方案, 高维, 高清, 金字塔, 向前, 白盒, 石墨烯, 马赛克, 熊猫, 麦克风, 安卓, 安装, "
        "文本, 文章, 文档, 文献, 连续, 单目, 单词, 单调, 单元, 应对, 时空, 时刻, 全局, 全文, 项链, 成本, 高手, "
        "高级, 高阶, 高分, 花书, 元宇宙, 江湖, 许可, 万能, 童话, 池化, 卷积, 武器, 高考, 金属, 黄金, 温故, 解耦, "
        "解密, 解读, 解决, 解剖, 关键, 关注, 关于, 关节, 游戏, 包围, 包含, 包裹, 管道, 管控, 方向, 方阵, 方程, "
        "方程组, 房价, 司机, 师生, 师资, 商品, 商业, 权重, 权限, 查询, 查找, 容错, 容器, 易错, 古诗, 古文, 文字, "
        "文言文, 满意, 利润, 强化, 车牌, 车辆, 车间, 程度, 常见, 常用, 常规, 康复, 安防, 安检, 平安, 乐高, 乐器, "
        "费用, 史料, 唐诗, 雷达, 贺词, 汤姆, 罗马, 毕业, 毕设, 于是, 皮肤, 齐次, 余弦, 顾客, 黄昏, 宋词, 祝福, "
        "蓝牙, 蓝图, 季度, 路标, 路况, 江南, 梅花, 林业, 钟表, 夏天, 田间, 胡说, 洪水, 石油, 吉他, 左右, 荣誉, "
        "曲率, 封面, 焦点, 班级, 宫殿, 宁波, 甘肃, 武汉, 景深, 景点, 龙卷风, 叶片, 幸福, 白皮书, 从零, 从头, "
        "蒙太奇, 蒙特卡洛, 温习, 连通, 习题, 艾滋, 欧式, 欧拉, 沃尔玛, 肖像, 岳阳, 尚未, 辛普森, 鲁班, 韦恩图, "
        "马尔科夫, 苗木, 花卉, 方言, 任意, 任何, 柳叶, 严格, 华北, 金丝雀, 何时, 何为, 何谓, 施工, 曹操, 杨辉, "
        "秦岭, 周报, 周末, 周边, 吴恩达, 王者, 李群, 何以, 卫星, 卫生"
    )
)
_PINYIN = frozenset(
    words_of(
        "zhao, qian, sun, li, zhou, wu, zheng, wang, feng, chen, wei, jiang, shen, han, yang, zhu, qin, xu, he, "
        "lv, lu, shi, zhang, kong, cao, yan, hua, jin, tao, xie, zou, su, pan, ge, fan, peng, ma, fang, yu, ren, "
        "yuan, liu, tang, xue, lei, ni, luo, bi, hao, an, gu, meng, huang, mu, xiao, yao, shao, mao, dai, song, "
        "xiong, ji, xiang, dong, liang, du, ruan, lin, guo, mei, zhong, qiu, gao, xia, cai, tian, hu, ling, huo, "
        "wan, ke, guan, mo, deng, hong, shan, cui, gong, cheng, pei, weng, hou, ning, gan, bai, zhuang, ye, wen, "
        "liao, geng, ding, lai, qiao, kang, jia, zeng, qi, ouyang, sima, zhan, lim, lau, wong, chan"
    )
)
_GIVEN = frozenset(
    words_of(
        "alice, bob, carol, david, eve, frank, john, james, mary, michael, sarah, peter, paul, anna, emma, emily, "
        "tom, thomas, jack, daniel, robert, richard, susan, linda, lisa, laura, kevin, brian, george, edward, "
        "henry, jane, julia, kate, lucy, nancy, sophia, olivia, william, andrew, anthony, charles, chris, "
        "christopher, eric, jason, jeff, jennifer, jessica, joseph, karen, kenneth, martin, matthew, nick, oliver, "
        "patrick, philip, rachel, ryan, sam, samuel, scott, simon, stephen, steven, tim, victor, yann, geoffrey, "
        "yoshua, grace, iris, ian, leo, "
        "amy, cathy, cindy, helen, jenny, jerry, joe, tony, vivian, wendy, zoe, elena, maria"
    )
)
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|"
    r"ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_ROMANIZED = expression(rf"{_SYLLABLE}(?:[-'’]?{_SYLLABLE})?", "xiaoming", any_case=True)
_CAPITALIZED = expression(r"[A-Z][a-zA-Z'’-]*\.?(?:\s+[A-Z][a-zA-Z'’-]*\.?){1,3}", "Alice Lin", "J. B. Lin")
_FOOTNOTE_MARK = expression(
    r"(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹①-⑳]|(?<=[\u3400-\u9fff])\d|[\[(]\d{1,2}[\])])+$", "林一*", "林一¹", "林一[1]"
)

_AND_OTHERS = expression(
    r"(?<=[\u3400-\u9fff]{2})\s*等(?:人|同学|老师)?$|\s*,?\s*et al\.?$", "林一等", "Alice Lin et al."
)

_NOBODY = expression(
    r"位$|^(?:我们|你们|他们|大家|各|多|诸|这|那|某|特邀|优秀|知名|著名|专业|主讲|分享|几|全体)", "两位", "特邀", "各"
)
"""Words before 老师 that are no name."""


def bare_name(text: str) -> str:
    """A name without title and marks of footnotes: `林一 博士¹` becomes `林一`."""
    name = _FOOTNOTE_MARK.sub("", text.strip()).strip()
    name = HONORIFIC.sub("", _AND_OTHERS.sub("", name).lstrip("@")).strip()
    titled = ENGLISH_TITLE.match(name) if len(name.split()) > 1 else None
    return name[titled.end() :].strip() if titled else name


def is_name(folded: str) -> bool:
    """Whether words are surely the name of one person, and not a short word that begins as a name does (张量)."""
    text = _FOOTNOTE_MARK.sub("", folded.strip()).strip()
    name = bare_name(text)
    titled = name != text
    if _is_chinese_name(name):
        return titled or not (name in _NO_NAMES or name[-1] in _NO_LAST or ORGANIZATION.search(name))
    if titled and len(name) <= 4 and is_chinese(name):
        return not (ORGANIZATION.search(name) or _NOBODY.search(name) or name in words_of(_RANKS))
    return bool(_CAPITALIZED.fullmatch(name)) and (titled or _is_english_name(name.replace(".", "").lower().split()))


def _is_chinese_name(name: str) -> bool:
    """Whether a name has a Chinese surname, or is one of another language in Chinese: 李·林一."""
    if not is_chinese(name, "·"):
        return False
    if "·" in name:
        parts = name.split("·")
        return len(parts) == 2 and all(2 <= len(part) <= 5 for part in parts)
    return (name[:2] in _COMPOUND and len(name) in (3, 4)) or (name[0] in _SURNAMES and len(name) in (2, 3))


def _is_english_name(words: list[str]) -> bool:
    if words[0] in _GIVEN:
        return True
    ends = ((words[0], words[1:]), (words[-1], words[:-1]))
    return any(surname in _PINYIN and all(map(_ROMANIZED.fullmatch, given)) for surname, given in ends)


def is_one_name(surname: str, given: str) -> bool:
    """Whether `Wang, Xiaoming` is one person with the surname first, rather than two."""
    one, two = surname.strip().lower(), given.strip().lower()
    romanized = one in _PINYIN and two not in _PINYIN and bool(_ROMANIZED.fullmatch(two))
    return romanized or (two in _GIVEN and one not in _GIVEN)
