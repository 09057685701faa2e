import { DEMO_ORG, openDemo, resetDemo } from '../demo/demo-firm.ts'
import { keepGround } from '../law/law-here.ts'
import { openLists } from '../lists/open-lists.ts'
import { type Postgres, openPostgres } from '../postgres/postgres.ts'
import { root, settingOf } from '../command/setting.ts'
import { type Installation } from '../store/installation.ts'
import { worldRuns } from '../world/world-runs.ts'
import { type Office } from './office.ts'

export type OpenOffice = Office & { readonly [Symbol.asyncDispose]: () => Promise<void> }

/** Opens the office of this installation, or of its demo firm. */
export async function openOffice(
  installation: Installation,
  env: NodeJS.ProcessEnv,
  wantsDemo: boolean,
  say: (line: string) => void
): Promise<OpenOffice> {
  const { zone } = settingOf({}, env)
  const { store, org } = wantsDemo ? await openDemo(installation, say) : installation
  // Worlds live on the server that comes with us, also where the store does not; it is opened when one is wanted.
  let own: Promise<Postgres> | null = null
  const embedded = (): Promise<Postgres> =>
    installation.postgres.kind === 'embedded'
      ? Promise.resolve(installation.postgres)
      : (own ??= openPostgres({ env, root, embedded: true, say }))
  const kept = await keepGround(store, org, await openLists(installation.postgres.home))
  const worlds = worldRuns({ env, org, zone, embedded, say })
  return {
    ...{ store, org, worlds, isDemo: org === DEMO_ORG, name: wantsDemo ? 'Demo firm' : 'Aftertone' },
    zone,
    ground: kept.look,
    clock: Date.now,
    resetDemo: wantsDemo
      ? async () => {
          for (const { number } of await worlds.all()) await worlds.drop(number)
          return await resetDemo(installation, say)
        }
      : null,
    async [Symbol.asyncDispose]() {
      await worlds[Symbol.asyncDispose]()
      await (await own)?.[Symbol.asyncDispose]()
    }
  }
}
