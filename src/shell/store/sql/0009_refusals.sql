-- What the guard refused when something was about to leave, and which rule ended a run: no touch tells of either.

-- Written once, sealed with the log (proof/log-line.ts). A refusal has a place of its own in the person's log and changes
-- no fact. Whoever tries again on the same day is refused by the same row: a rep who insists makes no second one.
create table refusal (
  org int not null references org,
  lead_id bigint not null,
  at bigint not null,
  by_user bigint,                       -- the rep whose call it would have been; null: nobody's
  seq int not null,
  touch_seq int,                        -- what waited to leave; null: a call that was not dialled
  settings_version int not null,        -- of the law and the house as it was judged by
  day int not null,                     -- of `at`, since the epoch
  rule smallint not null,               -- guard code
  action smallint not null,             -- place in the list of actions (guard/action.ts)
  run smallint not null,
  dial_mode smallint not null,          -- code of the fact dialer.mode
  guard_version smallint not null,
  number smallint,                      -- which of the person's numbers
  previewed boolean not null,           -- the dialler alone was refused, and a rep started the call
  primary key (org, lead_id, seq)
);
create unique index refusal_once on refusal (org, lead_id, day, rule, action, run, touch_seq) nulls not distinct;
create index refusal_at on refusal using brin (at) with (autosummarize = on);

create policy one_org on refusal using (org = current_setting('app.org')::int);
alter table refusal enable row level security, force row level security;
grant select, insert on refusal to aftertone_app;

-- Which rule of the law, of the house or of a playbook's caps let nothing more happen in a run.
alter table run add column ended_by smallint;          -- guard code; null: none

-- Grows by one with every change of the law, so that whoever has read the law sees at a glance that it is another one.
alter table org no force row level security;
alter table audit no force row level security;
update org o set settings_version = 1 + (select count(*) from audit a where a.org = o.org and a.what = 'law.set');
alter table org force row level security;
alter table audit force row level security;
