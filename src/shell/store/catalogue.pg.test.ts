import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Stores, testStores } from '../../../test/store.ts'
import { root } from '../command/setting.ts'
import { appRole } from '../postgres/roles.ts'

let stores: Stores
let owner: pg.Client
beforeAll(async () => {
  stores = await testStores()
  owner = await (await stores.fresh()).asOwner()
})
afterAll(async () => {
  await owner.end()
  await stores[Symbol.asyncDispose]()
})

/** Tables that belong to no org, with the reason. */
const withoutOrg: Readonly<Record<string, string>> = {
  place: 'whereabouts, no personal data: every org interns the same ones',
  world: 'the clock of a world, one row in a database of its own',
  migration: 'what the owner has run',
  directory: 'says which org a key belongs to, before one is known; reached by functions alone'
}
/** Tables with an org that everybody may see, with the reason. */
const withoutPolicy: Readonly<Record<string, string>> = {
  ...withoutOrg,
  org_due: 'says which org has something due, and nothing else; engines look before they name an org'
}
const appendOnly = [
  'audit',
  'consent',
  'suppression_change',
  'playbook_version',
  'assignment',
  'touch',
  'outcome',
  'decision',
  'signal',
  'undone',
  'refusal',
  'call',
  'rep_time',
  'inbound_call',
  'delivery',
  'seal',
  'place'
]

const names = async (text: string): Promise<readonly string[]> =>
  (await owner.query<{ name: string }>(text)).rows.map(({ name }) => name)
/** Ordinary and partitioned tables of ours, partitions left out. */
const OURS = `c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace`
const tables = () => names(`select c.relname as name from pg_class c where ${OURS} order by 1`)

describe('every table', () => {
  test('has a key that begins with org', async () => {
    const { rows } = await owner.query<{ name: string; key: string[] | null }>(
      `select c.relname as name, (select array_agg(a.attname::text order by k.place) from pg_constraint p
        cross join unnest(p.conkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where p.conrelid = c.oid and p.contype = 'p') as key from pg_class c where ${OURS}`
    )
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.filter(({ key }) => key === null).map(({ name }) => name)).toEqual([])
    const others = rows.filter(({ key }) => key![0] !== 'org').map(({ name }) => name)
    expect(others.sort()).toEqual(Object.keys(withoutOrg).sort())
    expect(rows.find(({ name }) => name === 'directory')!.key).toEqual(['kind', 'hash', 'org'])
  })

  test('is logged, and its org is an int that is never null', async () => {
    expect(
      await names(`select relname as name from pg_class where relpersistence <> 'p' and relkind in ('r', 'p', 'S')
      and relnamespace = 'public'::regnamespace`)
    ).toEqual([])
    expect(
      await names(`select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where ${OURS} and a.attname = 'org' and (a.atttypid <> 'int4'::regtype or not a.attnotnull)`)
    ).toEqual([])
    expect(
      await names(`select c.relname as name from pg_class c where ${OURS} and not exists
      (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org') order by 1`)
    ).toEqual(
      Object.keys(withoutOrg)
        .filter((name) => name !== 'directory')
        .sort()
    )
  })

  test('shows each org its own rows by the one strict policy, forced', async () => {
    const bare = await names(`select c.relname as name from pg_class c
      where ${OURS} and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`)
    expect(bare).toEqual(Object.keys(withoutPolicy).sort())
    const { rows } = await owner.query<{
      name: string
      policy: string
      using: string
      check: string | null
      all: boolean
    }>(
      `select c.relname as name, p.polname as policy, pg_get_expr(p.polqual, p.polrelid) as using,
        pg_get_expr(p.polwithcheck, p.polrelid) as check, p.polcmd = '*' and p.polpermissive and p.polroles = '{0}' as all
      from pg_policy p join pg_class c on c.oid = p.polrelid order by 1`
    )
    expect(rows.map(({ name }) => name)).toEqual((await tables()).filter((name) => !(name in withoutPolicy)))
    for (const { using, check, all, policy } of rows)
      expect([policy, using, check, all]).toEqual([
        'one_org',
        "(org = (current_setting('app.org'::text))::integer)",
        null,
        true
      ])
  })

  test('names org in every foreign key, unique constraint and unique index', async () => {
    expect(
      await names(`select p.conname as name from pg_constraint p join pg_class c on c.oid = p.conrelid
      where ${OURS} and p.contype in ('f', 'u', 'x') and c.relname <> 'place' and not exists (select from unnest(p.conkey) k
        join pg_attribute a on a.attrelid = p.conrelid and a.attnum = k where a.attname = 'org')`)
    ).toEqual([])
    expect(
      await names(`select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
      where ${OURS} and i.indisunique and c.relname not in ('place', 'world', 'migration') and not exists
        (select from unnest(i.indkey::int2[]) k join pg_attribute a on a.attrelid = c.oid and a.attnum = k
        where a.attname = 'org')`)
    ).toEqual([])
  })

  test('has no trigger, no identity, no default that asks a sequence, no key that sets null', async () => {
    expect(await names(`select tgname as name from pg_trigger where not tgisinternal`)).toEqual([])
    expect(
      await names(`select attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and a.attidentity <> ''`)
    ).toEqual([])
    expect(
      await names(
        `select adrelid::regclass::text as name from pg_attrdef where pg_get_expr(adbin, adrelid) like '%nextval%'`
      )
    ).toEqual([])
    expect(
      await names(
        `select conname as name from pg_constraint where contype = 'f' and (confdeltype in ('n', 'd') or confupdtype in ('n', 'd'))`
      )
    ).toEqual([])
    expect(
      await names(`select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`)
    ).toEqual(['id_block'])
  })

  test('keeps an instant, an id and every other number that may grow as bigint', async () => {
    expect(
      await names(`select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where ${OURS} and a.attnum > 0 and a.atttypid <> 'int8'::regtype and c.relname not in ('place', 'world')
        and (a.attname ~ '_(at|id|until)$' or a.attname in ('id', 'at')) and a.attname not in ('place_id', 'external_id')`)
    ).toEqual([])
  })
})

describe('the application', () => {
  test('is bound by the policies and owns nothing', async () => {
    const { rows } = await owner.query(
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname = $1`,
      [appRole]
    )
    expect(Object.values(rows[0] as object)).toEqual([false, false, false, false, false])
    expect(await names(`select relname as name from pg_class where pg_get_userbyid(relowner) = '${appRole}'`)).toEqual(
      []
    )
    expect(
      await names(`select rolname as name from pg_roles r join pg_auth_members m on m.roleid = r.oid
      where pg_get_userbyid(m.member) = '${appRole}'`)
    ).toEqual([])
    const { rows: may } = await owner.query(
      `select has_schema_privilege($1, 'public', 'create') as makes, has_database_privilege($1, current_database(), 'temp') as temporary`,
      [appRole]
    )
    expect(may[0]).toEqual({ makes: false, temporary: false })
  })

  test('writes evidence once: no update, no delete, no truncate', async () => {
    const { rows } = await owner.query<{ name: string; rights: string[] }>(
      `select c.relname as name, array_agg(r.right order by r.right) filter (where has_table_privilege($1, c.oid, r.right)) as rights
      from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r("right")
      where ${OURS} group by 1 order by 1`,
      [appRole]
    )
    const rights = new Map(rows.map((row) => [row.name, row.rights]))
    for (const name of appendOnly) expect([name, rights.get(name)]).toEqual([name, ['INSERT', 'SELECT']])
    for (const name of ['directory', 'migration']) expect([name, rights.get(name)]).toEqual([name, null])
    expect(rights.get('world')).toEqual(['SELECT', 'UPDATE'])
    for (const [name, has] of rights)
      expect([name, (has ?? []).filter((each) => !/SELECT|INSERT|UPDATE|DELETE/.test(each))]).toEqual([name, []])
  })

  test('reaches a partition through its parent alone', async () => {
    const { rows } = await owner.query<{ name: string; any: boolean }>(
      `select relname as name, has_table_privilege($1, oid, 'SELECT, INSERT, UPDATE, DELETE') as any from pg_class where relispartition and relkind = 'r'`,
      [appRole]
    )
    expect(rows.length).toBeGreaterThanOrEqual(3)
    expect(rows.filter(({ any }) => any)).toEqual([])
  })

  test('goes past the policies by the named functions alone, each closed to everybody else', async () => {
    const { rows } = await owner.query<{
      name: string
      definer: boolean
      settings: string[] | null
      public: boolean
      app: boolean
    }>(
      `select proname as name, prosecdef as definer, proconfig as settings,
        coalesce((select bool_or(a.grantee = 0) from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a), false) as public,
        has_function_privilege($1, oid, 'execute') as app
      from pg_proc p where pronamespace = 'public'::regnamespace order by 1`,
      [appRole]
    )
    expect(rows).toEqual(
      ['make_month', 'org_of', 'orgs'].map((name) => ({
        name,
        definer: true,
        settings: ['search_path=public'],
        public: false,
        app: true
      }))
    )
  })

  test('makes a month of nothing but the log', async () => {
    const store = await stores.fresh()
    const make = (parent: string, suffix: string) =>
      store.outside({ text: 'select make_month($1, 0, 1, $2)', values: [parent, suffix] })
    await expect(make('lead', '2027_01')).rejects.toThrow('no month is made')
    await expect(make('touch', 'x; drop table lead')).rejects.toThrow('no month is made')
  })
})

describe('every statement of the house', () => {
  /** Statements that name no org, by file and a part of their text, with the reason. */
  const exceptions: readonly (readonly [file: string, part: string, why: string])[] = [
    [
      'src/shell/import/changed-leads.ts',
      'update lead l set rev = l.rev + 1',
      'names it behind a list of columns that is made'
    ],
    ['src/shell/import/key-filter.ts', 'copy (select', 'COPY takes no parameter, so the org is written out'],
    [
      'src/shell/import/table-copy.ts',
      'insert into ${table} (org, ${columns}) select org',
      'the same, from what was copied'
    ],
    ['src/shell/engine/live-engine.ts', 'group by org order by min(next_due_at)', 'which org has something due'],
    ['src/shell/engine/live-engine.ts', 'select min(next_due_at) as at from org_due', 'until when an engine may sleep'],
    [
      'src/shell/world/open-world.ts',
      'select * from ${table}',
      'copies whole rows of a list as owner, the org written out'
    ],
    ['src/shell/world/open-world.ts', 'from org where org = ${org}', 'the same, the org of a world'],
    ['src/shell/world/open-world.ts', 'from list_member where org = ${org}', 'the same, its members'],
    ['src/shell/world/open-world.ts', 'select ${ENROLMENT} from enrolment', 'the same, its people'],
    ['src/shell/world/open-world.ts', 'copy ${table} from stdin', 'the same, into the new database'],
    ['src/shell/world/open-world.ts', 'copy (${query}) to stdout', 'the same, out of the real store']
  ]
  const found = globSync('src/shell/**/*.ts', { cwd: root })
    .filter((file) => !file.includes('.test.') && !file.startsWith('src/shell/postgres/'))
    .flatMap((file) => statementsIn(readFileSync(join(root, file), 'utf8')).map((text) => ({ file, text })))
  const isExcepted = ({ file, text }: { file: string; text: string }) =>
    exceptions.some(([where, part]) => where === file && text.includes(part))

  test('was found', () => {
    expect(found.length).toBeGreaterThan(60)
    for (const [file, part] of exceptions)
      expect([file, part, found.some((each) => each.file === file && each.text.includes(part))]).toEqual([
        file,
        part,
        true
      ])
  })

  test('names the org that it is about', async () => {
    const ofOrg = (await tables()).filter((name) => !(name in withoutOrg))
    const touching = found.filter(({ text }) =>
      tablesOf(text).some((name) => name.startsWith('${') || ofOrg.includes(name))
    )
    expect(touching.length).toBeGreaterThan(50)
    const silent = touching.filter(
      (each) => !/\borg = \$\d|\(org, .*(select|values) \(?\$1/s.test(each.text) && !isExcepted(each)
    )
    expect(silent).toEqual([])
  })

  test('reads columns by name, and takes time and chance as parameters', () => {
    const wrong = found.filter(
      (each) =>
        /select \*|returning \*|\bnow\(\)|random\(\)|clock_timestamp|current_timestamp|gen_random/i.test(
          each.text.replace('select $1, * from unnest', '')
        ) && !isExcepted(each)
    )
    expect(wrong).toEqual([])
  })

  test('changes no org of a row, merges nothing, and sets no null by a key', () => {
    expect(found.filter(({ text }) => /\bmerge into\b|\bset org\b|copy \w+ from/i.test(text))).toEqual([])
  })
})

/** Texts of a source that are statements: literals that begin with one of the verbs. */
function statementsIn(source: string): readonly string[] {
  const literals = source.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'/gs)
  return [...literals]
    .map(([, long, short]) => long ?? short ?? '')
    .filter((text) => /^\s*(select|insert into|update|delete from|with|copy|merge into)\s/i.test(text))
    .filter((text) =>
      /^\s*(copy|update \w+( \w+)? set|delete from|insert into|merge)\b|\bselect\b.*\b(from|exists|\()/is.test(text)
    )
}

function tablesOf(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|join|into|update)\s+(\$\{\w+\}|[a-z_]+)/gi)].map(([, name]) => name!)
}
