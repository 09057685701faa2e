-- What an import remembers of a lead beside the columns.

alter table lead add column row_hash bigint;   -- of the row of a file that was last brought in for this lead
alter table lead add column kept jsonb;        -- what another tool knew and no column holds, see import/kept.ts
