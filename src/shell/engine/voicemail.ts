import { experimentIsBlind } from '../../decide/blind.ts'
import { type Named, type NextAnswer, type VoicemailAnswer, nextAnswer, voicemailAnswer } from '../../decide/answer.ts'
import { type Situation, decide } from '../../decide/decide.ts'
import { type Decision } from '../../decide/decision.ts'
import { type Choice, choiceCode, facts, slot } from '../../facts/fact.ts'
import { type Endpoint, endpointFlags } from '../../facts/outcome-lists.ts'
import { factsHash } from '../../facts/row.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { drawArms } from './arms.ts'
import { type Circumstances } from './batch-work.ts'
import { callInLog, openDesk } from './call-desk.ts'
import { type Change, writeChange } from './change.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead } from './record.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { clusterName, situationOf } from './situation.ts'
import { type Desk } from './work-due.ts'

/** What to do at a voicemail: prepared while it rings, decided and stored once a voicemail is sure. */

/** The decision, and the same in words. */
export type Verdict = {
  readonly decision: Decision
  readonly situation: Situation
  readonly words: VoicemailAnswer
  readonly next: NextAnswer | null
}

/** What may be known before a voicemail has answered. */
export type Advice =
  | { readonly kind: 'known'; readonly words: VoicemailAnswer; readonly next: NextAnswer | null }
  /** Inside a point-of-voicemail experiment nothing shows the arm: it is decided at the beep. */
  | { readonly kind: 'covered' }

const NOBODY: Named = { numbers: [], recordings: [] }
const ENDPOINT = slot('endpoint')
const answerKinds = facts[ENDPOINT] as Choice

/** The advice for a call that is not made yet, or rings. */
export function adviceFor(person: Person, desk: Desk, named: Named = NOBODY): Advice {
  const { program, phases } = desk.book
  const { arms } = drawArms(person, phases, clusterName(person, desk.setting))
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting, arms)
  const decision = decide(program, situation)
  const rule = program.rules[decision.rule]
  if (rule !== undefined && experimentIsBlind(rule)) return { kind: 'covered' }
  return {
    kind: 'known',
    words: voicemailAnswer(program, situation, decision, named),
    next: nextAnswer(program, situation, decision, named)
  }
}

export type Reached = { readonly leadId: number; readonly touch: number; readonly endpoint: Endpoint }

/** A voicemail answered: that is stored, and only then is the arm looked up. Asked again, it answers the same. */
export async function atVoicemail(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  reached: Reached,
  circumstances: Circumstances,
  named: Named = NOBODY
): Promise<Verdict> {
  return await store.inOrgTx(org, (tx) => atVoicemailIn(tx, reached, circumstances, named))
}

export async function atVoicemailIn(
  tx: Tx,
  reached: Reached,
  circumstances: Circumstances,
  named: Named = NOBODY
): Promise<Verdict> {
  const { leadId } = reached
  const [person] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
  if (person === undefined) throw new NoSuchLead(leadId)
  if (endpointFlags(reached.endpoint).answeredBy !== 'machine')
    throw new Error(`lead ${leadId}: ${reached.endpoint} is no voicemail, so there is nothing to decide`)
  const { log, touch } = await callInLog(tx, reached)
  const row = foldLog(log.filter(({ seq }) => seq < touch.seq))
  // As decide() sees it at the greeting: the instant of the dial, and what was known before it.
  const { change, desk } = await openDesk(tx, person, {
    ...circumstances,
    setting: { ...circumstances.setting, now: touch.entry.at }
  })
  const at = { ...reached, seq: touch.seq, at: touch.entry.at }
  const { decision, situation } = await decideOnce(tx, person, { ...person, row }, at, desk, change)
  const { program } = desk.book
  return {
    decision,
    situation,
    words: voicemailAnswer(program, situation, decision, named),
    next: nextAnswer(program, situation, decision, named)
  }
}

async function decideOnce(
  tx: Tx,
  person: Person,
  before: Person,
  { leadId, endpoint, seq, at }: Reached & { readonly seq: number; readonly at: number },
  desk: Desk,
  change: Change
): Promise<Pick<Verdict, 'decision' | 'situation'>> {
  const { arms, filled, drawn } = drawArms(person, desk.book.phases, clusterName(person, desk.setting))
  const situation = situationOf(before, desk.home, desk.book, desk.where, desk.setting, arms)
  situation.vector[ENDPOINT] = answerKind(endpoint)
  const decision = decide(desk.book.program, situation)
  const { rowCount } = await tx.query({
    text: 'select 1 from decision where org = $1 and lead_id = $2 and seq = $3 and at = $4',
    name: 'is-decided',
    values: [tx.org, leadId, seq, at]
  })
  if (rowCount === 1) return { decision, situation }
  change.drawn.push(...drawn)
  change.decisions.push({
    ...{ leadId, seq, at, playbookId: desk.book.id, decision, dice: situation.dice.key },
    ...{ factsHash: factsHash(before.row), settingsVersion: desk.ground.settingsVersion }
  })
  if (filled !== null) change.people.push({ ...person, arms: filled })
  await writeChange(tx, change, at)
  return { decision, situation }
}

/** Code of the fact `endpoint`: how strategies tell one voicemail from another. */
export function answerKind(endpoint: Endpoint): number {
  const named =
    endpoint === 'machine_put_through' ? 'put_through_voicemail' : endpoint === 'screener' ? 'screener' : 'voicemail'
  return choiceCode(answerKinds, named)
}
