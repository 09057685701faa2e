-- A task of a playbook is no touch, so nothing in the log says which step it carries out: the outbox and the task do.

alter table outbox add column playbook_id bigint;
alter table outbox add column track smallint;
alter table outbox add column step smallint;
alter table outbox add column instead smallint;   -- 0 find an address, 1 find a number; null: what the step says

alter table task add column track smallint;       -- whose line waits for it where it holds: -1 main, -2 before
