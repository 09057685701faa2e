import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { countWords } from '../../sheet/words.ts'
import { fixedZone } from '../../clock/zone.ts'
import { root } from '../command/setting.ts'
import { keyNames } from '../import/import-options.ts'
import { runImport } from '../import/import-run.ts'
import { DEMO, type Installation, ensureOrg } from '../store/installation.ts'
import { forgetOrg } from './forget-org.ts'

/** An installation as it is seen from the demo org. */
export type DemoFirm = Pick<Installation, 'store' | 'postgres' | 'org'>

export const DEMO_ORG = 2
const LIST = 'firm'
/** Leads that are all invented; the larger file where it has come along. */
const files = ['examples/firm.csv', 'examples/leads.csv']

/** Opens the demo firm, and makes it where it is not there or not whole. */
export async function openDemo(installation: Installation, say: (line: string) => void): Promise<DemoFirm> {
  const firm = { ...installation, org: DEMO_ORG }
  await ensureOrg(firm.store, { org: DEMO_ORG, kind: DEMO, name: 'Demo firm' }, 'US')
  if ((await leadsOfDemo(firm)) === 0) await bringIn(firm, say)
  return firm
}

/** How many leads have come in by an import that is whole. */
async function leadsOfDemo({ store, org }: DemoFirm): Promise<number> {
  const [found] = await store.inOrg(org, [
    {
      text: `select count(m.lead_id)::int as leads from import i join list l on l.org = i.org and l.id = i.list_id
          left join list_member m on m.org = l.org and m.list_id = l.id
        where i.org = $1 and i.state = 1 and l.name = $2`,
      values: [org, LIST]
    }
  ])
  return (found!.rows[0] as { leads: number }).leads
}

async function bringIn(firm: DemoFirm, say: (line: string) => void): Promise<number> {
  const file = files.map((each) => join(root, each)).find((path) => existsSync(path))
  if (file === undefined) throw new Error('The invented leads have not come along: examples/leads.csv is not there.')
  say('Bringing the leads of the demo firm in.')
  const wish = {
    ...({ list: LIST, keys: keyNames, onMatch: 'update', country: 'US', map: [], source: null } as const),
    ...{ costCents: null, currency: null }
  }
  const { counts } = await runImport(firm as Installation, {
    ...{ path: file, wish, zone: fixedZone(0), now: Date.now(), isStopped: () => false },
    onProgress: (rows) => say(`${countWords(rows)} rows are in.`),
    onProblem: () => undefined
  })
  say(`The demo firm has ${countWords(counts.created)} leads, all of them invented.`)
  return counts.created
}

/** Throws the demo firm away and begins it anew; says how many leads it has. */
export async function resetDemo(
  installation: Pick<Installation, 'store' | 'postgres'>,
  say: (line: string) => void
): Promise<number> {
  const firm = { ...installation, org: DEMO_ORG }
  await forgetOrg(firm.store, DEMO_ORG)
  await ensureOrg(firm.store, { org: DEMO_ORG, kind: DEMO, name: 'Demo firm' }, 'US')
  return await bringIn(firm, say)
}
