"""The views of links: the only place that says which link is alive, since when, and what to watch instead.

Checks are ordered by `position`, the place of their line in the history; never by clock, which may be wrong.
Values are looked up per link over an index, so a page of a few links costs a few look-ups.
"""

LINK_VIEWS = """
create view latest_checks as
select c.* from link_checks c
where c.id = (select id from link_checks where link_id = c.link_id order by position desc limit 1);

create view link_states as
with newest as (
    select l.id as link_id, c.position, c.verdict, c.reason, c.http_status, c.final_url, c.checked_at,
        (select max(position) from link_checks where link_id = l.id and verdict in ('alive', 'moved')) as alive_at,
        (select max(position) from link_checks where link_id = l.id and verdict = 'dead') as dead_at,
        (select max(position) from link_checks where link_id = l.id and verdict <> c.verdict) as other_at
    from links l left join latest_checks c on c.link_id = l.id
),
turned as (
    select n.*,
        case when dead_at > coalesce(alive_at, -1) then 'dead' else coalesce(verdict, 'unchecked') end as state,
        case
            when dead_at > coalesce(alive_at, -1) then alive_at
            when verdict in ('alive', 'moved') then dead_at
            else other_at
        end as turned_at
    from newest n
)
select
    t.link_id,
    t.state,
    (select checked_at from link_checks c where c.link_id = t.link_id and c.position > coalesce(t.turned_at, -1)
     and (c.verdict = t.state or t.verdict in ('alive', 'moved') and c.verdict in ('alive', 'moved'))
     order by c.position limit 1) as since,
    (select count(*) from link_checks c where c.link_id = t.link_id and c.position > coalesce(t.turned_at, -1)
     and (c.verdict = t.state or t.verdict in ('alive', 'moved') and c.verdict in ('alive', 'moved'))) as checks,
    (select checked_at from link_checks c where c.link_id = t.link_id and c.position = t.alive_at) as last_alive,
    (select count(*) from link_checks c where c.link_id = t.link_id and c.position > coalesce(t.alive_at, -1)
     and c.verdict in ('dead', 'unreachable')) as failures_in_a_row,
    (select count(*) from link_checks c where c.link_id = t.link_id and c.position > coalesce(t.alive_at, -1)
     and c.verdict = 'dead') as dead_checks,
    case
        when t.state = 'dead' and (
            select count(*) from link_checks c where c.link_id = t.link_id
            and c.position > coalesce(t.alive_at, -1) and c.verdict = 'dead'
        ) > 1 then 'persisting'
        when t.state = 'dead' then 'new'
        when t.verdict in ('alive', 'moved') and t.dead_at is not null and 1 = (
            select count(*) from link_checks c where c.link_id = t.link_id
            and c.position > t.dead_at and c.verdict in ('alive', 'moved')
        ) then 'fixed'
    end as news,
    t.verdict,
    t.reason,
    t.http_status,
    t.final_url,
    t.checked_at,
    (select a.archived_url from link_checks a where a.link_id = t.link_id and a.archived_url is not null
     order by a.position desc limit 1) as archived_url
from turned t;

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
    s.state,
    s.since,
    s.checks,
    s.news,
    s.verdict,
    s.reason,
    s.checked_at,
    s.archived_url,
    m.id as mention_id
from issue_links m
join links l on l.id = m.link_id
join link_states s on s.link_id = l.id
join issues i on i.number = m.issue_number
left join topics t on t.id = m.topic_id
where l.kind = 'replay' and m.is_current
order by i.number, m.position;

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
        lag(verdict = 'dead', 1, 0) over (partition by link_id order by position) as was_dead
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

create view link_health as
select l.host, s.state as verdict, count(*) as links, max(s.checked_at) as last_checked_at
from links l join link_states s on s.link_id = l.id
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
    (select c.reason from link_checks c where c.link_id = l.id and c.verdict = 'dead'
     order by c.position desc limit 1) as reason,
    s.since as dead_since,
    s.dead_checks,
    s.last_alive,
    s.checked_at,
    s.archived_url
from link_states s
join links l on l.id = s.link_id
left join issue_links m on m.link_id = l.id and m.is_current
left join issues i on i.number = m.issue_number
left join topics t on t.id = m.topic_id
where s.state = 'dead'
order by m.issue_number, m.position;
"""
