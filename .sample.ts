import { openPostgres } from './src/shell/postgres/postgres.ts'
import pg from 'pg'
await new Promise((r) => setTimeout(r, 6000))
await using p = await openPostgres({ env: process.env, root: process.cwd() })
const c = new pg.Client(p.config('aftertone', 'owner')); await c.connect()
const seen = new Map<string, number>()
const end = Date.now() + Number(process.argv[2] ?? 15000)
while (Date.now() < end) {
  const { rows } = await c.query(`select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) q, state, wait_event_type||'/'||wait_event w from pg_stat_activity where pid <> pg_backend_pid() and state <> 'idle'`)
  for (const r of rows) { const k = `${r.state} ${r.w} ${r.q}`; seen.set(k, (seen.get(k) ?? 0) + 1) }
  await new Promise((r) => setTimeout(r, 50))
}
console.log([...seen].sort((a, b) => b[1] - a[1]).slice(0, 22).map(([k, v]) => v + '  ' + k).join('\n'))
await c.end()
