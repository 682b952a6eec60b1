"""The shape of the archive, declared once: tables and indexes, in plain SQL that any SQLite can run."""

SCHEMA_VERSION = 9

TABLES = """
create table archive (
    key text primary key,
    value text
) strict;

create table documents (
    id integer primary key,
    source text not null,
    path text,
    url text,
    revision text,
    published_at text,
    media_type text not null,
    sha256 text not null,
    bytes integer not null,
    issue_number integer references issues(number),
    title text,
    body text,
    left_over text not null default '[]',
    stated text not null default '[]'
) strict;

create table issues (
    number integer primary key,
    title text,
    date text,
    announced_date text,
    weekday text,
    starts_at text,
    ends_at text,
    mode text check (mode in ('online', 'offline')),
    venue text,
    address text,
    meeting text,
    host text,
    theme text,
    status text not null default 'announced' check (status in ('announced', 'held', 'postponed', 'cancelled')),
    document_id integer references documents(id),
    recap_document_id integer references documents(id)
) strict;

create table topics (
    id integer primary key,
    issue_number integer not null references issues(number),
    position integer not null,
    title text not null,
    track text,
    starts_at text,
    ends_at text,
    outline text not null default '[]',
    abstract text,
    in_agenda integer not null default 0,
    in_recap integer not null default 0,
    is_placeholder integer not null default 0
) strict;

create table themes (
    name text primary key,
    english text not null,
    position integer not null
) strict;

create table topic_themes (
    topic_id integer not null references topics(id),
    theme text not null references themes(name),
    primary key (topic_id, theme)
) strict;

create table people (
    id integer primary key,
    name text not null,
    affiliation text
) strict;

create table topic_speakers (
    topic_id integer not null references topics(id),
    person_id integer not null references people(id),
    position integer not null,
    affiliation text,
    primary key (topic_id, person_id)
) strict;

create table papers (
    id integer primary key,
    title text not null
) strict;

create table topic_papers (
    topic_id integer not null references topics(id),
    paper_id integer not null references papers(id),
    position integer not null,
    outline text not null default '[]',
    primary key (topic_id, paper_id)
) strict;

create table links (
    id integer primary key,
    url text not null unique,
    host text,
    kind text not null
) strict;

create table issue_links (
    id integer primary key,
    link_id integer not null references links(id),
    issue_number integer not null references issues(number),
    topic_id integer references topics(id),
    label text,
    note text,
    section text not null check (section in ('recap', 'agenda', 'registration', 'page')),
    position integer not null,
    is_current integer not null,
    first_document_id integer not null references documents(id),
    last_document_id integer not null references documents(id)
) strict;

create table link_checks (
    id integer primary key,
    link_id integer not null references links(id),
    checked_at text not null,
    verdict text not null,
    reason text,
    http_status integer,
    final_url text,
    elapsed_ms integer,
    method text,
    evidence text,
    archived_url text,
    position integer not null
) strict;

create table findings (
    id integer primary key,
    code text not null,
    issue_number integer,
    document_id integer references documents(id),
    link_id integer references links(id),
    message text not null,
    message_en text not null,
    excerpt text
) strict;

create table changes (
    id integer primary key,
    document_id integer not null references documents(id),
    previous_document_id integer references documents(id),
    issue_number integer not null,
    topic_id integer references topics(id),
    field text not null,
    old text,
    new text
) strict;
"""

INDEXES = """
create index documents_issue_number on documents(issue_number);
create index documents_published_at on documents(published_at);
create index issues_date on issues(date);
create index issues_status on issues(status);
create index issues_document_id on issues(document_id);
create index issues_recap_document_id on issues(recap_document_id);
create index topics_issue_number on topics(issue_number, position);
create index topics_track on topics(track);
create index topic_themes_theme on topic_themes(theme);
create index people_name on people(name);
create index topic_speakers_person_id on topic_speakers(person_id);
create index topic_papers_paper_id on topic_papers(paper_id);
create index links_host on links(host);
create index links_kind on links(kind);
create index issue_links_link_id on issue_links(link_id);
create index issue_links_issue_number on issue_links(issue_number, position);
create index issue_links_topic_id on issue_links(topic_id);
create index issue_links_first_document_id on issue_links(first_document_id);
create index issue_links_last_document_id on issue_links(last_document_id);
create index link_checks_link_id on link_checks(link_id, position);
create index findings_code on findings(code);
create index findings_issue_number on findings(issue_number);
create index findings_document_id on findings(document_id);
create index findings_link_id on findings(link_id);
create index changes_issue_number on changes(issue_number);
create index changes_document_id on changes(document_id);
create index changes_previous_document_id on changes(previous_document_id);
create index changes_topic_id on changes(topic_id);
"""
