-- The house: who works here, whom we call, what we know, what we did.
--
-- Every instant is epoch milliseconds (bigint). Every key begins with org. An entry of the log is known by the person and
-- its place in that person's log; where one number is wanted it is lead_id * 2^20 + seq. Other ids come from reserved
-- blocks (id_block). No triggers, no defaults that call a sequence, no foreign key that sets null: the same
-- statements run when the tables are spread over several servers by org.

create sequence id_block;

-- ---------------------------------------------------------------- who works here

create table org (
  org int primary key,
  kind smallint not null,               -- 0 live, 1 demo, 2 training, 3 world
  rev int not null default 0,
  settings_version int not null default 1,
  created_at bigint not null,
  country text not null,
  name text not null,
  settings jsonb not null
);

create table app_user (
  org int not null references org,
  id bigint not null,
  role smallint not null,               -- 0 owner, 1 manager, 2 rep
  created_at bigint not null,
  left_at bigint,
  name text not null,
  email text,
  primary key (org, id)
);
create unique index app_user_email on app_user (org, email);

create table team (
  org int not null references org,
  id bigint not null,
  name text not null,
  primary key (org, id),
  unique (org, name)
);

create table team_member (
  org int not null,
  team_id bigint not null,
  user_id bigint not null,
  primary key (org, team_id, user_id),
  foreign key (org, team_id) references team on delete cascade,
  foreign key (org, user_id) references app_user on delete cascade
);

create table audit (
  org int not null references org,
  id bigint not null,
  at bigint not null,
  who text not null,
  what text not null,
  detail jsonb not null,
  primary key (org, id)
);

-- ---------------------------------------------------------------- whom we call

create table source (
  org int not null references org,
  id bigint not null,
  cost_cents bigint,                    -- per lead
  currency text,
  name text not null,
  primary key (org, id),
  unique (org, name)
);

create table list (
  org int not null references org,
  id bigint not null,
  created_at bigint not null,
  name text not null,
  primary key (org, id),
  unique (org, name)
);

create table account (
  org int not null references org,
  id bigint not null,
  name_hash bigint not null,
  name text not null,
  primary key (org, id)
);
create index account_name on account (org, name_hash);

-- A household, or a firm's line: people who share a number. Its facts are the fold of all their touches.
create table household (
  org int not null references org,
  id bigint not null,
  rev int not null default 0,
  facts bytea not null,
  primary key (org, id)
);

-- A file that was brought in.
create table import (
  org int not null references org,
  id bigint not null,
  list_id bigint not null,
  state smallint not null,              -- 0 running, 1 done, 2 undone, 3 given up
  rows_done int not null,
  started_at bigint not null,
  ended_at bigint,
  file_bytes bigint,
  file_hash text,
  file_name text not null,
  options jsonb not null,
  counts jsonb not null,
  primary key (org, id),
  foreign key (org, list_id) references list
);

-- Everything that names a person stands here and in contact_point and note, and can be erased.
create table lead (
  org int not null references org,
  id bigint not null,
  shard smallint not null,
  rev int not null default 0,
  created_at bigint not null,
  updated_at bigint not null,
  import_id bigint not null,            -- 0: made by hand
  account_id bigint,
  household_id bigint,
  source_id bigint,
  owner_id bigint,
  mailed_on int,                        -- day since the epoch on which the lead card went out
  cost_cents bigint,
  external_id text,
  salutation text,
  first_name text,
  middle_name text,
  last_name text,
  name text,
  job_title text,
  company text,
  street text,
  city text,
  region text,
  postal_code text,
  country text,
  time_zone text,
  linkedin text,
  x text,
  website text,
  other jsonb,                          -- columns of the file that no field knows
  primary key (org, id)
);
create index lead_external on lead (org, external_id) where external_id is not null;
create index lead_import on lead (org, import_id) where import_id > 0;

-- Numbers and addresses. One may belong to several people; company lines are no keys.
create table contact_point (
  org int not null,
  lead_id bigint not null,
  kind smallint not null,               -- 1 phone, 2 e-mail
  position smallint not null,           -- dialling order
  value_hash bigint not null,           -- of kind and the value that is compared
  is_key boolean not null,
  is_bad boolean not null,
  number_kind smallint,                 -- 0 business, 1 mobile, 2 home
  line_type smallint,                   -- 0 wireless, 1 landline, 2 voip
  label smallint,                       -- 0 work, 1 mobile, 2 home, 3 company, 4 other
  value text not null,                  -- E.164, or the address as written
  ext text,
  raw text,                             -- a number that could not be read, as it stood there
  primary key (org, lead_id, kind, position),
  foreign key (org, lead_id) references lead on delete cascade
);
create index contact_point_value on contact_point (org, value_hash) where is_key;

create table list_member (
  org int not null,
  list_id bigint not null,
  row_no int not null,
  lead_id bigint not null,
  primary key (org, list_id, row_no),
  foreign key (org, list_id) references list on delete cascade,
  foreign key (org, lead_id) references lead on delete cascade
);
create unique index list_member_lead on list_member (org, lead_id, list_id);

create table note (
  org int not null,
  lead_id bigint not null,
  id bigint not null,
  at bigint not null,
  by_user bigint,
  text text not null,
  primary key (org, lead_id, id),
  foreign key (org, lead_id) references lead on delete cascade
);

-- Who agreed to what, when and how. The level that counts is folded from the log; this is the proof.
create table consent (
  org int not null,
  lead_id bigint not null,
  id bigint not null,
  at bigint not null,
  consent_group smallint not null,      -- 0 voice, 1 recordings, 2 sms, 3 email
  level smallint not null,              -- 0 revoked, 1 implied, 2 express, 3 express written
  import_id bigint not null,
  proof text,
  primary key (org, lead_id, id),
  foreign key (org, lead_id) references lead on delete cascade
);

-- Numbers and addresses that nobody of this org may use again, whoever they belong to and whatever is imported.
create table suppression (
  org int not null references org,
  value_hash bigint not null,
  kind smallint not null,               -- as contact_point
  stop smallint not null,               -- place in the list of stops
  at bigint not null,
  lead_id bigint,
  value text not null,
  primary key (org, value_hash, value)
);

-- Rows of a file whose keys belong to different people: kept for a human.
create table import_conflict (
  org int not null,
  import_id bigint not null,
  row_no int not null,
  resolved_at bigint,
  leads bigint[] not null,
  reason text not null,
  cells jsonb not null,
  primary key (org, import_id, row_no),
  foreign key (org, import_id) references import on delete cascade
);

-- ---------------------------------------------------------------- strategies

create table playbook_version (
  org int not null references org,
  id bigint not null,
  published_at bigint not null,
  published_by text not null,
  name text not null,
  label text not null,
  hash text not null,
  text text not null,
  primary key (org, id),
  unique (org, name, label),
  unique (org, hash)
);

-- People in flight on one version go on with another at their next decision.
create table playbook_move (
  org int not null,
  from_id bigint not null,
  to_id bigint not null,
  at bigint not null,
  primary key (org, from_id),
  foreign key (org, from_id) references playbook_version,
  foreign key (org, to_id) references playbook_version
);

create table recording (
  org int not null references org,
  id bigint not null,
  slot smallint not null,               -- bit in the packed facts, 0 to 51
  seconds real not null,
  purpose smallint,
  approved_at bigint,
  name text not null,
  primary key (org, id),
  unique (org, slot)
);

create table experiment (
  org int not null references org,
  id bigint not null,
  kind smallint not null,               -- 0 point of voicemail, 1 cadence, 2 stop, 3 programme hold-out, 4 message hold-out
  state smallint not null,              -- 0 draft, 1 running, 2 ended
  name text not null,
  primary key (org, id),
  unique (org, name)
);

create table experiment_phase (
  org int not null,
  id bigint not null,
  experiment_id bigint not null,
  phase smallint not null,
  started_at bigint not null,
  ended_at bigint,
  salt text not null,
  arms jsonb not null,
  primary key (org, id),
  unique (org, experiment_id, phase),
  foreign key (org, experiment_id) references experiment
);

-- The truth about arms: the uniform number of a cluster under the salt of a phase, drawn once.
create table assignment (
  org int not null,
  phase_id bigint not null,
  cluster_id bigint not null,
  at bigint not null,
  uniform double precision not null,
  primary key (org, phase_id, cluster_id),
  foreign key (org, phase_id) references experiment_phase
);

-- ---------------------------------------------------------------- work

-- Where people may be, interned: the rules of hours and holidays follow from it. No personal data, no org.
create table place (
  id int primary key,
  country text not null,                -- '' = not known, here and below
  region text not null,
  time_zone text not null,
  area_code text not null,
  unique (country, region, time_zone, area_code)
);

-- One person's place in a strategy, and everything that deciding needs: the row is the queue. What seldom changes
-- stands first and the facts last, so that an update writes little.
create table enrolment (
  org int not null,
  lead_id bigint not null,
  cluster_id bigint not null,
  household_id bigint,
  playbook_id bigint,                   -- version; null while in none
  list_id bigint,
  list_row int not null,                -- place in the list: order and chance
  place_id int not null,
  shard smallint not null,
  phones smallint not null,             -- how many numbers, and which of them are bad
  bad_phones int not null,
  run smallint not null,                -- how often the person was enrolled
  state smallint not null,              -- see engine/state.ts
  rev int not null,
  log_seq int not null,                 -- last entry of the person's log
  rank_group smallint not null,
  rank real not null,
  next_due_at bigint,                   -- null: nothing falls due by time
  lease_until bigint,
  lease_by bigint,
  course bytea not null,
  arms bytea not null,
  facts bytea not null,
  primary key (org, lead_id),
  foreign key (org, lead_id) references lead on delete cascade
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index enrolment_due on enrolment (org, next_due_at) with (fillfactor = 80) where next_due_at is not null;
create index enrolment_callable on enrolment (org, place_id, rank_group, rank) where state = 2;

-- Each time a person went into a strategy and came out of it.
create table run (
  org int not null,
  lead_id bigint not null,
  run smallint not null,
  playbook_id bigint not null,
  started_at bigint not null,
  ended_at bigint,
  ending smallint,                      -- see engine/state.ts
  primary key (org, lead_id, run),
  foreign key (org, lead_id) references lead on delete cascade
);

-- Something due by hand: a channel without a dispatcher, or somebody who reacted.
create table task (
  org int not null,
  id bigint not null,                   -- of the touch that it carries out, or of the signal that it answers
  lead_id bigint not null,
  kind smallint not null,               -- channel code, or 100 respond
  state smallint not null,              -- 0 open, 1 done, 2 skipped, 3 expired, 4 cancelled
  due_at bigint not null,
  expires_at bigint,
  closed_at bigint,
  owner_id bigint,
  holds boolean not null,               -- the sequence waits for it
  text text not null,
  primary key (org, id),
  foreign key (org, lead_id) references lead on delete cascade
);
create index task_open on task (org, due_at) where state = 0;
create index task_lead on task (org, lead_id);

create table deal (
  org int not null,
  id bigint not null,
  lead_id bigint not null,
  at bigint not null,
  won boolean not null,
  value_cents bigint,
  currency text,
  primary key (org, id),
  foreign key (org, lead_id) references lead on delete cascade
);

-- The only way out of the house. The key is also the order in which a dispatcher takes its rows: there are few, and
-- they do not stay.
create table outbox (
  org int not null,
  channel smallint not null,
  state smallint not null,              -- 0 waiting, 1 handed over, 2 unknown: reconcile with the carrier
  tries smallint not null,
  not_before bigint not null,
  id bigint not null,                   -- lead_id * 2^20 + seq of the touch: the idempotency key
  touch_at bigint not null,
  lease_until bigint,
  lease_by bigint,
  primary key (org, channel, not_before, id)
) with (fillfactor = 80);
create index outbox_leased on outbox (org, lease_until) where state = 1;

-- From when on an org may have something due: a lower bound and a hint, never the truth.
create table org_due (
  org int not null,
  shard smallint not null,
  next_due_at bigint not null,
  primary key (org, shard)
);

-- ---------------------------------------------------------------- the log: what we did and what came back

-- A contact attempt that passed the guard: an intent. Numbers only. Whether it was made, its outcome says.
create table touch (
  org int not null,
  lead_id bigint not null,
  at bigint not null,
  playbook_id bigint,
  facts_hash int,                       -- of the packed facts it was decided from
  seq int not null,
  channel smallint not null,
  other_tool boolean not null,
  run smallint not null,
  track smallint,                       -- -1 main, -2 before, null none
  step smallint,
  round smallint,
  moved smallint,                       -- guard code that had moved it
  number smallint,                      -- which of the person's numbers
  recording smallint,
  primary key (org, lead_id, seq, at)
) partition by range (at);
create index touch_at on touch using brin (at);

create table outcome (
  org int not null,
  lead_id bigint not null,
  at bigint not null,
  touch_at bigint not null,
  touch_seq int not null,
  seq int not null,
  channel smallint not null,
  kind smallint not null,               -- 0 call, 1 sent, 2 not made
  reason smallint,                      -- why not made
  endpoint smallint,
  message smallint,
  recording smallint,
  said smallint,
  blocked_by smallint,                  -- guard code that forbade the message
  ring_seconds real,
  played_ms int,
  beep_ms int,
  said_at bigint,                       -- the date that goes with what they said
  promise_at bigint,                    -- when we said that we call again
  note_id bigint,
  primary key (org, lead_id, seq, at)
) partition by range (at);
create index outcome_at on outcome using brin (at);

create table decision (
  org int not null,
  lead_id bigint not null,
  at bigint not null,
  playbook_id bigint not null,
  facts_hash int not null,
  seq int not null,                     -- of the touch at whose voicemail it was taken: the log before it was known
  dice int not null,
  settings_version int not null,
  rule smallint not null,
  action smallint not null,
  wanted smallint not null,
  suggest smallint not null,
  mode smallint not null,
  recording smallint not null,
  arm smallint not null,
  hindered smallint not null,
  turned smallint not null,
  stop smallint not null,
  guard_version smallint not null,
  figure smallint not null,
  probability real not null,
  next_at bigint,
  next_channel smallint,
  next_track smallint,
  next_step smallint,
  next_why smallint,
  primary key (org, lead_id, seq, at)
) partition by range (at);
create index decision_at on decision using brin (at);

create table signal (
  org int not null,
  lead_id bigint not null,
  at bigint not null,
  import_id bigint not null,            -- 0: none
  seq int not null,
  touch_seq int,
  kind smallint not null,
  happening jsonb not null,
  primary key (org, lead_id, seq)
);

create table undone (
  org int not null,
  lead_id bigint not null,
  at bigint not null,
  seq int not null,
  target smallint not null,             -- 0 touch, 1 outcome, 2 signal
  target_seq int not null,
  primary key (org, lead_id, seq)
);

create table touch_other partition of touch default;
create table outcome_other partition of outcome default;
create table decision_other partition of decision default;

-- ---------------------------------------------------------------- before an org is known

-- One way from a key (a sign-in, a number that calls us, a link) to the org that it belongs to.
create table directory (
  kind smallint not null,
  hash bigint not null,
  org int not null,
  primary key (kind, hash, org)
);

-- A world's clock, and who may move it. Holds one row in the database of a world, none elsewhere.
create table world (
  id int primary key,
  seed int not null,
  groups smallint not null,             -- the due rows of this instant are worked in so many groups
  clock bigint not null,
  started_at bigint not null,
  ends_at bigint not null,
  settings jsonb not null
);
