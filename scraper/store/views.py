"""The views of the archive: what its users ask, answered without SQL. Plain SQL that opens anywhere."""

VIEWS = """
create view latest_checks as
select * from (
    select *, row_number() over (partition by link_id order by checked_at desc, id desc) as recency from link_checks
) where recency = 1;

create view link_states as
with turns as (
    select
        link_id,
        max(case when verdict in ('alive', 'moved') then checked_at end) as last_alive,
        coalesce(max(case when verdict in ('alive', 'moved', 'unverifiable') then checked_at end), '') as cleared_at,
        coalesce(max(case when verdict = 'dead' then checked_at end), '') as dead_at
    from link_checks group by link_id
),
counts as (
    select
        t.*,
        sum(c.verdict = 'dead' and c.checked_at > t.cleared_at) as dead_checks,
        min(case when c.verdict = 'dead' and c.checked_at > t.cleared_at then c.checked_at end) as dead_since,
        sum(c.verdict in ('dead', 'unreachable') and c.checked_at > coalesce(t.last_alive, '')) as failures_in_a_row,
        sum(c.verdict in ('alive', 'moved') and c.checked_at > t.dead_at) as good_checks,
        min(case when c.verdict in ('alive', 'moved') and c.checked_at > t.dead_at then c.checked_at end) as good_since
    from turns t join link_checks c on c.link_id = t.link_id group by t.link_id
)
select
    n.link_id,
    case when n.dead_checks > 0 then 'dead' else c.verdict end as state,
    case
        when n.dead_checks > 0 then n.dead_since
        when c.verdict in ('alive', 'moved') then n.good_since
        else (select min(e.checked_at) from link_checks e where e.link_id = n.link_id and e.verdict = c.verdict
              and e.checked_at > coalesce(n.last_alive, ''))
    end as since,
    n.last_alive,
    n.failures_in_a_row,
    n.dead_checks,
    case
        when n.dead_checks = 1 and c.verdict = 'dead' then 'new'
        when n.dead_checks > 0 then 'persisting'
        when c.verdict in ('alive', 'moved') and n.good_checks = 1 and n.dead_at > '' then 'fixed'
    end as news,
    c.verdict,
    c.reason,
    c.checked_at,
    (select a.archived_url from link_checks a where a.link_id = n.link_id and a.archived_url is not null
     order by a.checked_at desc limit 1) as archived_url
from counts n join latest_checks c on c.link_id = n.link_id;

create view replays as
select
    i.number as issue_number,
    i.date,
    t.id as topic_id,
    coalesce(t.title, m.label) as topic,
    (select group_concat(name, '、') from (
        select p.name from topic_speakers s join people p on p.id = s.person_id
        where s.topic_id = t.id order by s.position
    )) as speakers,
    l.url,
    l.id as link_id,
    c.verdict,
    c.checked_at,
    c.archived_url
from issue_links m
join links l on l.id = m.link_id
join issues i on i.number = m.issue_number
left join topics t on t.id = m.topic_id
left join link_states c on c.link_id = l.id
where l.kind = 'replay' and m.is_current
order by i.number, m.position;

create view topic_index as
select
    t.id as topic_id,
    t.issue_number,
    i.date,
    t.title,
    t.track,
    (select group_concat(name, '、') from (
        select p.name from topic_speakers s join people p on p.id = s.person_id
        where s.topic_id = t.id order by s.position
    )) as speakers,
    (select group_concat(title, ' · ') from (
        select p.title from topic_papers s join papers p on p.id = s.paper_id
        where s.topic_id = t.id order by s.position
    )) as papers,
    (select l.url from issue_links m join links l on l.id = m.link_id
     where m.issue_number = t.issue_number and m.is_current and l.kind = 'replay'
       and (m.topic_id = t.id or m.topic_id is null)
     order by m.topic_id is null, m.position limit 1) as replay
from topics t join issues i on i.number = t.issue_number
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
    x.replay
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
    x.replay
from papers p join topic_papers s on s.paper_id = p.id join topic_index x on x.topic_id = s.topic_id
order by x.issue_number, x.topic_id, s.position;

create view issues_without_replay as
select
    i.number as issue_number,
    i.date,
    i.title,
    i.theme,
    i.mode,
    (select count(*) from topics t where t.issue_number = i.number) as topics,
    exists (select 1 from findings f where f.code = 'no_replay' and f.issue_number = i.number) as is_finding
from issues i
where not exists (
    select 1 from issue_links m join links l on l.id = m.link_id
    where m.issue_number = i.number and m.is_current and l.kind = 'replay'
)
order by i.number;

create view replay_changes as
with mentions as (
    select m.link_id, m.issue_number, max(m.topic_id) as topic_id, max(m.is_current) as is_current,
        min(strftime('%Y-%m-%dT%H:%M:%SZ', f.published_at)) as first_seen_at,
        max(strftime('%Y-%m-%dT%H:%M:%SZ', e.published_at)) as last_seen_at
    from issue_links m
    join links l on l.id = m.link_id
    join documents f on f.id = m.first_document_id
    join documents e on e.id = m.last_document_id
    where l.kind = 'replay'
    group by m.link_id, m.issue_number
),
settled as (
    select link_id, checked_at, verdict = 'dead' as is_dead,
        lag(verdict = 'dead', 1, 0) over (partition by link_id order by checked_at, id) as was_dead
    from link_checks where verdict in ('alive', 'moved', 'dead')
),
events as (
    select 'added' as change, first_seen_at as changed_at, * from mentions
    union all
    select 'removed', last_seen_at, * from mentions where not is_current
    union all
    select case when s.is_dead then 'dead' else 'alive' end, strftime('%Y-%m-%dT%H:%M:%SZ', s.checked_at), m.*
    from settled s join mentions m on m.link_id = s.link_id
    where s.is_dead <> s.was_dead and m.is_current
)
select e.changed_at, e.change, e.issue_number, i.date, e.topic_id, t.title as topic, l.url, l.id as link_id
from events e
join links l on l.id = e.link_id
join issues i on i.number = e.issue_number
left join topics t on t.id = e.topic_id
where e.changed_at is not null
order by e.changed_at desc, e.issue_number desc, e.link_id;

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

create view link_health as
select l.host, coalesce(c.verdict, 'unchecked') as verdict, count(*) as links, max(c.checked_at) as last_checked_at
from links l left join latest_checks c on c.link_id = l.id
where exists (select 1 from issue_links m where m.link_id = l.id and m.is_current) and l.kind <> 'image'
group by 1, 2 order by 1, 2;

create view dead_links as
select
    l.id as link_id,
    l.url,
    l.kind,
    m.issue_number,
    i.date,
    t.title as topic,
    m.label,
    c.reason,
    s.since as dead_since,
    s.dead_checks,
    s.last_alive,
    s.checked_at,
    s.archived_url
from link_states s
join links l on l.id = s.link_id
left join (
    select link_id, reason, max(checked_at) from link_checks where verdict = 'dead' group by link_id
) c on c.link_id = s.link_id
left join issue_links m on m.link_id = l.id and m.is_current
left join issues i on i.number = m.issue_number
left join topics t on t.id = m.topic_id
where s.state = 'dead'
order by m.issue_number, m.position;
"""
