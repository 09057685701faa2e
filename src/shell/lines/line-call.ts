import {
  type LineEnder,
  type LineOutcome,
  lineEnders,
  lineOutcomes,
  type CarrierName,
  carriers
} from '../../outcome/lists.ts'
import { type Verdict } from '../../listen/heard.ts'
import { type Store } from '../store/store.ts'

/** What a detector can say, in the order in which the store counts them; a person comes first. */
export const verdicts: readonly Verdict[] = [
  'human',
  'machine_greeting',
  'beep_only',
  'sit',
  'fax',
  'ringback',
  'busy',
  'music',
  'ivr',
  'screening',
  'silence'
]
/** What a rep’s key says of who answered: it labels the call, so that real greetings can be collected. */
export const saidByKey = ['human', 'machine'] as const
export type SaidByKey = (typeof saidByKey)[number]

export type PlacedCall = {
  readonly id: number
  readonly touch: { readonly leadId: number; readonly at: number; readonly seq: number } | null
  readonly leadId: number | null
  readonly sessionId: number | null
  readonly carrier: CarrierName
  readonly node: string
  readonly numberId: number | null
  readonly isInbound: boolean
  readonly placedAt: number
}

/** Written before the carrier is asked: a call that rings without a row must not be. */
export async function writePlaced(store: Pick<Store, 'inOrg'>, org: number, call: PlacedCall): Promise<void> {
  const { id, touch, leadId, sessionId, carrier, node, numberId, isInbound, placedAt } = call
  await store.inOrg(org, [
    {
      text: `insert into line_call (org, id, lead_id, touch_at, touch_seq, session_id, carrier, node, number_id, is_inbound,
          placed_at)
        select o.org, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from org o where o.org = $1`,
      values: [
        ...[org, id, touch?.leadId ?? leadId, touch?.at ?? null, touch?.seq ?? null, sessionId],
        ...[carriers.indexOf(carrier), node, numberId, isInbound, placedAt]
      ]
    }
  ])
}

/** What is learned of a call while it is out; each thing is learned once, and the first word holds. */
export type Learned =
  | { readonly what: 'carrier_call'; readonly callId: string; readonly node: string }
  | { readonly what: 'rang' | 'answered'; readonly at: number }
  | { readonly what: 'heard'; readonly verdict: Verdict; readonly afterMs: number; readonly confidence: number }
  | { readonly what: 'said'; readonly key: SaidByKey }
  | {
      readonly what: 'ended'
      readonly at: number
      readonly outcome: LineOutcome
      readonly by: LineEnder
      readonly sip: number | null
      readonly q850: number | null
    }

export async function writeLearned(
  store: Pick<Store, 'inOrg'>,
  org: number,
  id: number,
  learned: Learned
): Promise<void> {
  const [set, first, ...values] = columnsOf(learned)
  await store.inOrg(org, [
    {
      text: `update line_call set ${set} where org = $1 and id = $2 and ${first} is null`,
      values: [org, id, ...values]
    }
  ])
}

/** The columns, the one that says whether it is known already, and the values. */
function columnsOf(learned: Learned): readonly [set: string, first: string, ...values: unknown[]] {
  switch (learned.what) {
    case 'carrier_call':
      return ['carrier_call = $3, node = $4', 'carrier_call', learned.callId, learned.node]
    case 'rang':
      return ['rang_at = $3', 'rang_at', learned.at]
    case 'answered':
      return ['answered_at = $3', 'answered_at', learned.at]
    case 'heard': {
      const { verdict, afterMs, confidence } = learned
      const values = [verdicts.indexOf(verdict), Math.round(afterMs), confidence]
      return ['heard = $3, heard_ms = $4, confidence = $5', 'heard', ...values]
    }
    case 'said':
      return ['said = $3', 'said', saidByKey.indexOf(learned.key)]
    case 'ended': {
      const { at, outcome, by, sip, q850 } = learned
      const values = [at, lineOutcomes.indexOf(outcome), lineEnders.indexOf(by), sip, q850]
      return ['ended_at = $3, outcome = $4, ended_by = $5, sip = $6, q850 = $7', 'ended_at', ...values]
    }
  }
}

/** Calls that are out, as far as the store knows: what a carrier still has of them is adopted, the others are over. */
export async function callsOut(
  store: Pick<Store, 'inOrg'>,
  org: number,
  carrier: CarrierName
): Promise<readonly { readonly id: number; readonly carrierCall: string | null; readonly leadId: number | null }[]> {
  const [result] = await store.inOrg(org, [
    {
      text: `select id, carrier_call, lead_id from line_call where org = $1 and ended_at is null and carrier = $2 order by id`,
      values: [org, carriers.indexOf(carrier)]
    }
  ])
  const rows = result!.rows as { id: number; carrier_call: string | null; lead_id: number | null }[]
  return rows.map(({ id, carrier_call, lead_id }) => ({ id, carrierCall: carrier_call, leadId: lead_id }))
}
