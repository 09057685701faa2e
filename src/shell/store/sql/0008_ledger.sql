-- The ledger: what people agreed to, when, where and by which proof; who is kept out, by whom and why; who was erased.

-- The texts are erasable, so they stand here and not in the log. The application writes a row once; erasing the texts is
-- done by the owner of the tables. `at` is when they said it, which is also the instant of the signal.
alter table consent add column purpose smallint;       -- 0 telemarketing, 1 informational; null: telemarketing
alter table consent add column written_at bigint;      -- when it was entered; null: at once
alter table consent add column by_user bigint;
alter table consent add column source text;            -- where they said it: a form, a call, a letter
alter table consent add column shown text;             -- the words that were shown to them

-- What is kept out now. Besides a number and an address it may be a domain, a firm, a person, or everything; kinds and
-- keys: store/suppression.ts. Of somebody who was erased the value is a keyed hash.
alter table suppression add column cause bigint;       -- the change that says so; below zero: minus the entry of a log
create index suppression_domain on suppression (org, value) where kind = 3;

-- What was kept out and what was let in again: written once. The three texts are erasable like those of a consent.
create table suppression_change (
  org int not null references org,
  id bigint not null,
  at bigint not null,
  is_lift boolean not null,
  kind smallint not null,
  stop smallint not null,               -- place in the list of stops
  by_user bigint,
  lead_id bigint,                       -- a person that was kept out, or was erased
  account_id bigint,
  lifts bigint,                         -- of a lift: the cause that it lifts
  value text,
  reason text,
  source text,
  primary key (org, id)
);

-- Whom a suppression stopped, so that lifting it frees them again.
alter table signal add column suppressed_by bigint;    -- the cause of the suppression for which they were stopped
create index signal_suppressed on signal (org, suppressed_by) where suppressed_by is not null;

alter table lead add column erased_at bigint;          -- nothing is left of them but numbers

create policy one_org on suppression_change using (org = current_setting('app.org')::int);
alter table suppression_change enable row level security, force row level security;
grant select, insert on suppression_change to aftertone_app;
