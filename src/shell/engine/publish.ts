import { experimentsOf } from '../../decide/dice.ts'
import { type Program } from '../../playbook/program.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { stateNames } from './state.ts'

/** What happens to people who are on an older version of the same playbook. */
export type InFlight = 'finish' | 'move'

export type Publication = {
  readonly id: number
  /** False when this very text was published before. */
  readonly isNew: boolean
  /** People on older versions, by version and state, as they stood when this was published. */
  readonly inFlight: readonly { readonly version: string; readonly state: string; readonly people: number }[]
}

/** Publishes a version of a playbook. The same text twice is one version; another text under a used label is refused. */
export async function publish(
  store: Pick<Store, 'inOrgTx' | 'ids'>,
  org: number,
  version: { readonly program: Program; readonly text: string; readonly by: string; readonly at: number },
  inFlight: InFlight
): Promise<Publication> {
  const { program, text, by, at } = version
  const experiments = experimentsOf(program)
  const [id = 0, ...more] = await store.ids.take(1 + experiments.length * 2)
  return await store.inOrgTx(org, async (tx) => {
    const { name, label, hash } = program
    // One at a time in an org, so that two who publish the same text make one version of it.
    await tx.query({ text: 'select 1 from org where org = $1 for no key update', values: [org] })
    const known = await versionsOf(tx, name)
    const same = known.find((each) => each.hash === hash)
    if (!same && known.some((each) => each.label === label)) throw new LabelTaken(name, label)
    const older = known.filter((each) => each.hash !== hash).map((each) => each.id)
    const counts = await inFlightOn(tx, older)
    const newId = same?.id ?? id
    if (!same) {
      await insertBatch(tx, 'playbook_version', {
        id: ['bigint', [id]],
        published_at: ['bigint', [at]],
        published_by: ['text', [by]],
        name: ['text', [name]],
        label: ['text', [label]],
        hash: ['text', [hash]],
        text: ['text', [text]]
      })
      await openPhases(tx, program, more, at)
    }
    if (inFlight === 'move') await moveTo(tx, older, newId, at)
    return { id: newId, isNew: !same, inFlight: counts }
  })
}

/** Two texts cannot both be version 2 of a playbook. */
export class LabelTaken extends Error {
  constructor(name: string, label: string) {
    super(`${name}@${label} is published already with another text: give this one another version`)
  }
}

type Version = { readonly id: number; readonly label: string; readonly hash: string }

async function versionsOf(tx: Tx, name: string): Promise<readonly Version[]> {
  const { rows } = await tx.query<Version & Record<string, unknown>>({
    text: 'select id, label, hash from playbook_version where org = $1 and name = $2',
    values: [tx.org, name]
  })
  return rows
}

async function inFlightOn(tx: Tx, ids: readonly number[]): Promise<Publication['inFlight']> {
  const { rows } = await tx.query<{ version: string; state: number; people: number }>({
    text: `select v.name || '@' || v.label as version, e.state, count(*)::int as people
      from enrolment e join playbook_version v on v.org = e.org and v.id = e.playbook_id
      where e.org = $1 and e.playbook_id = any($2::bigint[]) and e.state between 1 and 4
      group by 1, 2 order by 1, 2`,
    values: [tx.org, ids]
  })
  return rows.map(({ version, state, people }) => ({ version, state: stateNames[state]!, people }))
}

/** Each old version points at the new one, those that pointed elsewhere too: nobody makes two steps. */
async function moveTo(tx: Tx, older: readonly number[], id: number, at: number): Promise<void> {
  await tx.query({ text: 'delete from playbook_move where org = $1 and from_id = $2', values: [tx.org, id] })
  await insertBatch(
    tx,
    'playbook_move',
    {
      from_id: ['bigint', older],
      to_id: ['bigint', older.map(() => id)],
      at: ['bigint', older.map(() => at)]
    },
    'on conflict (org, from_id) do update set to_id = excluded.to_id, at = excluded.at'
  )
}

/** An experiment is known by its name; another phase of it has another salt. */
async function openPhases(tx: Tx, program: Program, ids: readonly number[], at: number): Promise<void> {
  let next = 0
  for (const { name, kind, phase, arms } of experimentsOf(program)) {
    const experimentId = ids[next++]!
    await insertBatch(
      tx,
      'experiment',
      {
        id: ['bigint', [experimentId]],
        kind: ['smallint', [kind === 'cadence' ? 1 : 0]],
        state: ['smallint', [1]],
        name: ['text', [name]]
      },
      'on conflict (org, name) do nothing'
    )
    await tx.query({
      text: `insert into experiment_phase (org, id, experiment_id, phase, started_at, salt, arms)
        select o.org, $2, e.id, $3, $4, $5, $6 from org o join experiment e on e.org = o.org and e.name = $7
        where o.org = $1 on conflict (org, experiment_id, phase) do nothing`,
      values: [
        ...[tx.org, ids[next++]!, phase, at, `${tx.org}:${name}:${phase}`],
        ...[JSON.stringify(arms.map(({ name: arm, share }) => ({ arm, share }))), name]
      ]
    })
  }
}
