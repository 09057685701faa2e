-- Seals of the log: what stood in a closed minute, hashed and chained, so that a row that is changed, goes, or comes
-- later shows. See proof/README.md.

create table seal (
  org int not null references org,
  shard smallint not null,              -- of the seals: eight shards of the store, by the id of the lead
  minute bigint not null,               -- since the epoch
  after_minute bigint not null,         -- newest minute of the org that was sealed when this was made, -1 none
  oldest bigint not null,               -- minute of its oldest row; an earlier one than its own where a row came late
  sealed_at bigint not null,
  row_count int not null,
  late_count int not null,              -- rows of earlier minutes among them
  form smallint not null,               -- of the lines that are hashed
  previous bytea not null,              -- `chained` of the seal before in the shard, zeros in the first
  hash bytea not null,                  -- SHA-256 of the lines
  chained bytea not null,               -- SHA-256 of everything else in this row
  members bytea not null,               -- which rows, each with the beginning of its own hash
  primary key (org, shard, minute)
);
-- A chain that forks is refused, whoever seals at once.
create unique index seal_chain on seal (org, shard, previous);
create index seal_late on seal (org, minute) where late_count > 0;

create policy one_org on seal using (org = current_setting('app.org')::int);
alter table seal enable row level security, force row level security;
grant select, insert on seal to aftertone_app;

-- What was said in a minute is found without reading all that was ever said.
create index signal_at on signal using brin (at) with (autosummarize = on);
create index undone_at on undone using brin (at) with (autosummarize = on);
