import { root } from '../command/setting.ts'
import { type Postgres, openPostgres } from '../postgres/postgres.ts'
import { ensureMonths } from './months.ts'
import { type Store, openStore } from './store.ts'

/** An Aftertone that is set up on this machine: its server, its store, and the org that the command line works in. */
export type Installation = {
  readonly postgres: Postgres
  readonly store: Store
  readonly org: number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** How many months of the log lie ready from today on. */
export const MONTHS_AHEAD = 3
/** The org that is there from the start; the command line acts as its owner. */
const FIRST_ORG = 1

/** Opens the installation, makes it when it is new, and stops what it started when it is disposed of. */
export async function openInstallation(
  env: NodeJS.ProcessEnv = process.env,
  say: (line: string) => void = () => undefined
): Promise<Installation> {
  const postgres = await openPostgres({ env, root, say })
  for (const notice of postgres.notices) say(notice)
  try {
    const store = await openStore(postgres)
    try {
      await ensureFirstOrg(store, env['AFTERTONE_COUNTRY'] ?? 'US')
      await ensureMonths(store, Date.now(), MONTHS_AHEAD)
      return {
        postgres,
        store,
        org: FIRST_ORG,
        async [Symbol.asyncDispose]() {
          await store[Symbol.asyncDispose]()
          await postgres[Symbol.asyncDispose]()
        }
      }
    } catch (error) {
      await store[Symbol.asyncDispose]()
      throw error
    }
  } catch (error) {
    await postgres[Symbol.asyncDispose]()
    throw error
  }
}

/** The first org with its owner; once they are there this is one look. */
export async function ensureFirstOrg(store: Store, country: string): Promise<void> {
  await ensureOrg(store, { org: FIRST_ORG, kind: LIVE, name: 'Aftertone' }, country)
}

const LIVE = 0
/** Kind of an org whose people are invented; see table org. */
export const DEMO = 1

export type OrgWish = { readonly org: number; readonly kind: number; readonly name: string }

/** An org with its owner, made where it is not there. */
export async function ensureOrg(store: Store, { org, kind, name }: OrgWish, country: string): Promise<void> {
  const { rows } = await store.outside({ text: 'select 1 from orgs() where org = $1', values: [org] })
  if (rows.length > 0) return
  const [user = 0] = await store.ids.take(1)
  await store.inOrg(org, [
    {
      text: `insert into org (org, kind, created_at, country, name, settings) values ($1, $2, $3, $4, $5, '{}')
        on conflict (org) do nothing`,
      values: [org, kind, Date.now(), country, name]
    },
    {
      text: `insert into app_user (org, id, role, created_at, name) select o.org, $2, 0, $3, 'Owner' from org o
        where o.org = $1 and not exists (select from app_user u where u.org = $1)`,
      values: [org, user, Date.now()]
    }
  ])
}
