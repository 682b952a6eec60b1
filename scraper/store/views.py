"""The views of the archive: answers to what its users ask. Plain SQL that any SQLite can run."""

from scraper.store.link_views import LINK_VIEWS

_TOPIC_VIEWS = """
create view topic_index as
select
    t.id as topic_id,
    t.issue_number,
    i.date,
    substr(i.date, 1, 4) as year,
    t.title,
    t.track,
    (select group_concat(theme, '、') from (
        select m.theme from topic_themes m join themes n on n.name = m.theme where m.topic_id = t.id order by n.position
    )) as themes,
    (select group_concat(name, '、') from (
        select p.name from topic_speakers s join people p on p.id = s.person_id
        where s.topic_id = t.id order by s.position
    )) as speakers,
    (select group_concat(title, ' · ') from (
        select p.title from topic_papers s join papers p on p.id = s.paper_id
        where s.topic_id = t.id order by s.position
    )) as papers,
    r.url as replay,
    (select s.state from link_states s where s.link_id = r.id) as replay_state,
    (select s.verdict from link_states s where s.link_id = r.id) as verdict,
    (select s.archived_url from link_states s where s.link_id = r.id) as archived_url
from topics t join issues i on i.number = t.issue_number
left join links r on r.id = (
    select l.id from issue_links m join links l on l.id = m.link_id join link_states s on s.link_id = l.id
    where m.issue_number = t.issue_number and m.is_current and l.kind = 'replay'
      and (m.topic_id = t.id or m.topic_id is null)
    order by s.state in ('dead', 'invalid'), m.topic_id is null, m.position limit 1
)
order by t.issue_number, t.position;

create view speaker_index as
select
    p.id as person_id,
    p.name as speaker,
    coalesce(s.affiliation, p.affiliation) as affiliation,
    x.issue_number,
    x.date,
    x.topic_id,
    x.title,
    x.track,
    x.papers,
    x.replay,
    x.replay_state,
    x.archived_url
from people p join topic_speakers s on s.person_id = p.id join topic_index x on x.topic_id = s.topic_id
order by x.issue_number, x.topic_id, s.position;

create view paper_index as
select
    p.id as paper_id,
    p.title as paper,
    substr(x.date, 1, 4) as year,
    x.date,
    x.issue_number,
    x.topic_id,
    x.title as topic,
    x.speakers,
    x.replay,
    x.replay_state,
    x.archived_url
from papers p join topic_papers s on s.paper_id = p.id join topic_index x on x.topic_id = s.topic_id
order by x.issue_number, x.topic_id, s.position;

create view timeline as
select
    substr(i.date, 1, 7) as month,
    count(distinct i.number) as issues,
    count(t.id) as topics,
    sum(t.track = '论文分享') as paper_talks,
    sum(t.track = '机器学习') as lessons,
    sum(t.track = '项目实战') as projects
from issues i left join topics t on t.issue_number = i.number
where i.date is not null
group by 1 order by 1;
"""

VIEWS = LINK_VIEWS + _TOPIC_VIEWS
