import pg from 'pg'
const o = new pg.Client({ host: '/tmp/devpg', port: 54999, user: 'aftertone_owner', database: 'dev' }); await o.connect()
await o.query('create extension if not exists pg_walinspect')
const { rows } = await o.query(`select pg_current_wal_insert_lsn()::text as e`)
const r = await o.query(`select c.relname, s."resource_manager/record_type" as t, count, count_percentage, record_size, fpi_size from pg_get_wal_stats(pg_wal_lsn_diff('${rows[0].e}','0/0')::text::pg_lsn, '${rows[0].e}') s, (select '' relname) c limit 1`).catch((e) => e.message)
console.log(r)
await o.end()
