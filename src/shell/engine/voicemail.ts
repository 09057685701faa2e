import { experimentIsBlind } from '../../decide/blind.ts'
import { type Named, type NextAnswer, type VoicemailAnswer, nextAnswer, voicemailAnswer } from '../../decide/answer.ts'
import { type Situation, decide } from '../../decide/decide.ts'
import { type Decision } from '../../decide/decision.ts'
import { type Endpoint, endpointFlags } from '../../facts/outcome-lists.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { drawArms } from './arms.ts'
import { type Circumstances } from './batch-work.ts'
import { callInLog, openDesk } from './call-desk.ts'
import { decideAtVoicemail } from './call-steps.ts'
import { writeChange } from './change.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead } from './record.ts'
import { refoldPeople } from './refold.ts'
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
  const { leadId, endpoint } = reached
  if (endpointFlags(endpoint).answeredBy !== 'machine')
    throw new Error(`lead ${leadId}: ${endpoint} is no voicemail, so there is nothing to decide`)
  return await store.inOrgTx(org, async (tx) => {
    const [person] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
    if (person === undefined) throw new NoSuchLead(leadId)
    const { touch, before } = await callInLog(tx, reached, person)
    const { change, desk } = await openDesk(tx, person, circumstances)
    const { at } = touch.entry
    const decided = decideAtVoicemail(person, before, { touch: touch.seq, at, endpoint }, desk, change)
    if (!(await isDecided(tx, leadId, touch.seq, at))) {
      if (decided.person !== person) change.people.push(decided.person)
      await writeChange(tx, change, at)
    }
    return verdictOf(desk, decided, named)
  })
}

/** A decision with its words. */
export function verdictOf(
  { book: { program } }: Desk,
  { decision, situation }: Pick<Verdict, 'decision' | 'situation'>,
  named: Named = NOBODY
): Verdict {
  return {
    decision,
    situation,
    words: voicemailAnswer(program, situation, decision, named),
    next: nextAnswer(program, situation, decision, named)
  }
}

async function isDecided(tx: Tx, leadId: number, seq: number, at: number): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: 'select 1 from decision where org = $1 and lead_id = $2 and seq = $3 and at = $4',
    name: 'is-decided',
    values: [tx.org, leadId, seq, at]
  })
  return rowCount === 1
}
