import { openPostgres } from './src/shell/postgres/postgres.ts'
import pg from 'pg'
await using p = await openPostgres({ env: process.env, root: process.cwd() })
const c = new pg.Client(p.config('aftertone', 'owner')); await c.connect()
console.log((await c.query(`select pid, datname, state, wait_event, now()-query_start as since, left(query, 200) q from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid()`)).rows)
console.log((await c.query(`select id, state, rows_done, counts from import`)).rows)
console.log((await c.query(`select relname, n_live_tup from pg_stat_user_tables order by 2 desc limit 12`)).rows)
await c.end()
