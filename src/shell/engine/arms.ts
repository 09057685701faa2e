import { experimentsOf, uniformOf } from '../../decide/dice.ts'
import { type Program } from '../../playbook/program.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Person } from './person.ts'

/**
 * The packed facts hold four slots, each of a phase id and the uniform number of the person’s cluster under it. The
 * truth is table assignment; whoever meets an empty slot fills both in one transaction.
 */
const SLOTS = 4
const SLOT = 16

/** Phases of a playbook’s experiments, in the order of its rules: their ids and salts. */
export type Phase = { readonly id: number; readonly salt: string }

/** Uniform numbers of a person for these phases, and the person with every slot filled. */
export function drawArms(
  person: Person,
  phases: readonly Phase[],
  clusterKey: string
): { readonly arms: readonly number[]; readonly filled: Uint8Array | null; readonly drawn: readonly Drawn[] } {
  if (phases.length === 0) return { arms: [], filled: null, drawn: [] }
  const known = slotsOf(person.arms)
  const drawn: Drawn[] = []
  const arms = phases.map(({ id, salt }) => {
    const before = known.get(id)
    if (before !== undefined) return before
    const uniform = uniformOf(salt, clusterKey)
    drawn.push({ phaseId: id, clusterId: person.clusterId, uniform })
    known.set(id, uniform)
    return uniform
  })
  return { arms, filled: drawn.length === 0 ? null : bytesOf(known), drawn }
}
export type Drawn = { readonly phaseId: number; readonly clusterId: number; readonly uniform: number }

/** Assignments are written once; members of one cluster draw the same number. */
export async function writeAssignments(tx: Tx, drawn: readonly Drawn[], at: number): Promise<void> {
  // In one order for all, so that two engines who draw for the same clusters never wait for each other.
  const different = [...new Map(drawn.map((each) => [`${each.phaseId} ${each.clusterId}`, each])).values()].sort(
    (a, b) => a.phaseId - b.phaseId || a.clusterId - b.clusterId
  )
  await insertBatch(
    tx,
    'assignment',
    {
      phase_id: ['bigint', different.map((each) => each.phaseId)],
      cluster_id: ['bigint', different.map((each) => each.clusterId)],
      at: ['bigint', different.map(() => at)],
      uniform: ['double precision', different.map((each) => each.uniform)]
    },
    'on conflict (org, phase_id, cluster_id) do nothing'
  )
}

/** Experiments of a programme with the salts under which the store draws: an edit of a sentence moves nobody. */
export const saltsOf = (org: number, program: Program): readonly string[] =>
  experimentsOf(program).map(({ name, phase }) => `${org}:${name}:${phase}`)

function slotsOf(bytes: Uint8Array): Map<number, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const slots = new Map<number, number>()
  for (let at = 0; at + SLOT <= bytes.length; at += SLOT)
    slots.set(Number(view.getBigInt64(at, true)), view.getFloat64(at + 8, true))
  return slots
}

/** The newest phases, where there are more than slots: a person is in one experiment of each kind at most. */
function bytesOf(slots: ReadonlyMap<number, number>): Uint8Array {
  const kept = [...slots].sort(([a], [b]) => a - b).slice(-SLOTS)
  const bytes = new Uint8Array(kept.length * SLOT)
  const view = new DataView(bytes.buffer)
  kept.forEach(([id, uniform], i) => {
    view.setBigInt64(i * SLOT, BigInt(id), true)
    view.setFloat64(i * SLOT + 8, uniform, true)
  })
  return bytes
}
