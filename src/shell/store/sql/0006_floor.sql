-- The floor: who sat at the phone, how the seconds of a call were spent, who is to be called back, who called us.

-- A rep at work, from sitting down to going home.
create table session (
  org int not null references org,
  id bigint not null,
  user_id bigint not null,
  list_id bigint,
  carrier smallint not null,            -- 0 manual, 1 simulated
  dial_mode smallint not null,          -- code of the fact dialer.mode
  started_at bigint not null,
  ended_at bigint,
  primary key (org, id)
);

-- How a call was spent, a row for each outcome that was said of it; the last one holds, as in the log.
create table call (
  org int not null,
  lead_id bigint not null,
  seq int not null,                     -- of the outcome
  touch_seq int not null,
  at bigint not null,                   -- of the dial
  user_id bigint not null,
  session_id bigint,
  dial_ms int not null,                 -- until somebody or something answered, or until it was given up
  greeting_ms int not null,
  message_ms int not null,
  talk_ms int not null,
  wrap_ms int not null,
  override smallint,                    -- why the rep did otherwise than advised
  reaction smallint,
  objection smallint,
  primary key (org, lead_id, seq),
  foreign key (org, lead_id) references lead on delete cascade
);

-- What a rep did between calls.
create table rep_time (
  org int not null,
  user_id bigint not null,
  at bigint not null,
  state smallint not null,              -- 0 idle, 1 inbound, 2 pause
  ms int not null,
  primary key (org, user_id, at, state)
);

-- Somebody called us: who took it, and what it cost the calls that we were making. The signal says what came of it.
create table inbound_call (
  org int not null,
  lead_id bigint not null,
  seq int not null,                     -- of the signal: callback, inbound_answered or missed_inbound
  at bigint not null,
  taken_by bigint,                      -- null: nobody
  desk smallint not null,               -- 0 the rep who had called, 1 another rep, 2 the return desk, 3 nobody
  wait_ms int not null,
  talk_ms int not null,
  lost_ms int not null,                 -- of outbound time
  primary key (org, lead_id, seq),
  foreign key (org, lead_id) references lead on delete cascade
);

-- They asked to be called at a time. The person's course leads there; this says for whom the call is.
create table callback (
  org int not null,
  lead_id bigint not null,
  seq int not null,                     -- of the outcome
  due_at bigint not null,
  closed_at bigint,                     -- of the next call to them, whatever came of it
  user_id bigint,                       -- null: anyone
  primary key (org, lead_id, seq),
  foreign key (org, lead_id) references lead on delete cascade
);
create index callback_due on callback (org, due_at) where closed_at is null;

-- The best of those who may be called is found at the head of each place; among equals the list decides.
drop index enrolment_callable;
create index enrolment_callable on enrolment (org, place_id, rank_group, rank, list_row) where state = 2;

-- What the invented people of a world will do of their own accord. Empty elsewhere.
create table world_event (
  org int not null,
  at bigint not null,
  lead_id bigint not null,
  n int not null,                       -- of the touch that caused it, times sixteen, and which of its effects
  what jsonb not null,
  primary key (org, at, lead_id, n),
  foreign key (org, lead_id) references lead on delete cascade
);
create index world_event_lead on world_event (org, lead_id);

-- Who sits at the phones of a world, and until when each is busy. Empty elsewhere.
create table world_rep (
  org int not null references org,
  user_id bigint not null,
  is_return_desk boolean not null,
  free_at bigint not null,
  primary key (org, user_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['session', 'call', 'rep_time', 'inbound_call', 'callback', 'world_event', 'world_rep'] loop
    execute format('create policy one_org on %I using (org = current_setting(''app.org'')::int)', name);
    execute format('alter table %I enable row level security, force row level security', name);
  end loop;
end $$;

grant select, insert, update on session to aftertone_app;
grant select, insert on call, rep_time, inbound_call to aftertone_app;
grant select, insert, update, delete on callback, world_event, world_rep to aftertone_app;
