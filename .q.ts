import { openPostgres } from './src/shell/postgres/postgres.ts'
import pg from 'pg'
await using p = await openPostgres({ env: process.env, root: process.cwd() })
const c = new pg.Client(p.config('aftertone', 'owner')); await c.connect()
for (const q of process.argv.slice(2)) console.table((await c.query(q)).rows)
await c.end()
