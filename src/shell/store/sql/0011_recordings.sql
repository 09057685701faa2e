-- Recordings: their sound, what they say, who answers for them, and what became of each that was played.

alter table recording add column kind smallint not null default 0;     -- place in recordingKinds (message/library.ts)
alter table recording add column language text;
alter table recording add column angle text;
alter table recording add column promises text;
alter table recording add column asks_question boolean;
alter table recording add column gives_number boolean;
alter table recording add column mentions_email boolean;
alter table recording add column made_at bigint;
alter table recording add column made_by bigint;
alter table recording add column approved_by text;
alter table recording add column valid_until bigint;
alter table recording add column retired_at bigint;
alter table recording add column loudness real;                        -- LUFS of what is played
alter table recording add column source_hash text;                     -- SHA-256 of the file it came from
alter table recording add column ulaw bytea;                           -- as it goes onto the line, 8,000 bytes a second
create unique index recording_name on recording (org, name);

-- A recording that was played into a mailbox: written once, when the last of it has left.
create table delivery (
  org int not null,
  lead_id bigint not null,
  touch_at bigint not null,
  touch_seq int not null,
  seq smallint not null,                -- an order given too early is given again, and each is a delivery
  recording_id bigint not null,
  started_at bigint,                    -- null: nothing of it left
  first_packet_ms int,                  -- from the order to the first packet
  played_ms int not null,
  bytes int not null,                   -- that the carrier took
  is_complete boolean not null,
  ended smallint not null,              -- 0 whole, 1 stopped for a voice, 2 by a key, 3 given again, 4 they hung up, 5 the carrier failed
  heard bytea,                          -- the sound of it, µ-law, where the installation keeps it for audit
  primary key (org, lead_id, touch_seq, touch_at, seq)
);

create policy one_org on delivery using (org = current_setting('app.org')::int);
alter table delivery enable row level security, force row level security;
grant select, insert on delivery to aftertone_app;
