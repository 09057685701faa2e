import { channelCode } from '../../facts/channel.ts'
import { mayServe } from '../../guard/amend.ts'
import { codeOf } from '../../guard/rule-code.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { codeIn } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import {
  ACCOUNT_KIND,
  DOMAIN_KIND,
  EMAIL_KIND,
  EVERYTHING_KIND,
  LEAD_KIND,
  PHONE_KIND,
  holdGate,
  isHalted,
  keptOut
} from '../store/suppression.ts'
import { type Circumstances, changeFor, desksFor } from './batch-work.ts'
import { CallIsOut, type Opened, held, isCallOut } from './call-desk.ts'
import { dialPerson, previewed, putBack } from './call-steps.ts'
import { type Change, writeChange } from './change.ts'
import { refusedNow } from './listed.ts'
import { lowerHint } from './live-engine.ts'
import { type Person } from './person.ts'
import { logRefusal } from './refusal.ts'
import { CALLABLE } from './state.ts'
import { stopKept } from './stop.ts'
import { type Desk } from './work-due.ts'

const CALL = channelCode('call')

/**
 * Dials: who is kept out, the guard and the lists are asked once more, on the law as it is at this moment; the touch and
 * its way out are written before anything rings. A refusal is written too. `isByKey` says that the rep started this call: a
 * dialler that began by itself leaves whom it may not dial in the hands of the rep, whose key it takes.
 */
export async function dial(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadId: number,
  userId: number,
  circumstances: Circumstances,
  isByKey = true
): Promise<{ readonly touch: number; readonly person: Person } | Refused> {
  return await store.inOrgTx(org, async (tx) => {
    const { now } = circumstances.setting
    const person = await held(tx, leadId, userId)
    if (await isCallOut(tx, person)) throw new CallIsOut(leadId)
    const { change, desk } = await openAtGate(tx, person, circumstances)
    const no =
      (await keptBack(tx, person, userId, desk, change)) ??
      unlicensed(person, userId, desk, change) ??
      (await refused(tx, person, userId, desk, change))
    if (no !== null) {
      change.people.push(no.person)
      await writeChange(tx, change, now)
      await lowerHint(tx, no.person.nextDueAt)
      return no.keptOut === undefined ? { refused: no.code } : { refused: no.code, keptOut: no.keptOut }
    }
    const asked = previewed(person, userId, desk, change)
    if (asked.by !== 0 && !isByKey) {
      change.people.push(asked.person)
      await writeChange(tx, change, now)
      return { refused: asked.by, isPreview: true }
    }
    const dialled = dialPerson(asked.person, desk, change)
    change.people.push(dialled.person)
    await writeChange(tx, change, now)
    await tx.query({
      text: `insert into outbox (org, id, touch_at, not_before, lease_until, lease_by, channel, state, tries)
        select o.org, $2, $3, $3, $4, $5, $6, 1, 1 from org o where o.org = $1`,
      values: [org, logId(leadId, dialled.touch), now, person.leaseUntil, userId, CALL]
    })
    return dialled
  })
}

/**
 * A dial that was refused: the code of the rule, and what is kept out where that is why. Of a preview the dialler alone was
 * refused, and the lead is still in the hands of the rep.
 */
export type Refused = { readonly refused: number; readonly keptOut?: string; readonly isPreview?: boolean }

/** The desk behind the gate: whatever was suppressed, and however the law was changed, before it was held, is seen. */
async function openAtGate(tx: Tx, person: Person, circumstances: Circumstances): Promise<Opened> {
  const change = await changeFor(tx, [person])
  const { ground, setting } = circumstances
  const newest = setting.isWorld ? ground : await ground.renewed(tx, await holdGate(tx))
  const deskFor = await desksFor(tx, [person], change, { ...circumstances, ground: newest })
  return { change, desk: deskFor(person, person.playbookId!), deskFor }
}

type No = { readonly code: number; readonly keptOut?: string; readonly person: Person }

const DO_NOT_CALL = codeIn('stop', 'do_not_call')
const keptOutWords: Readonly<Record<number, string>> = {
  [PHONE_KIND]: 'A number of theirs is kept out',
  [EMAIL_KIND]: 'An address of theirs is kept out',
  [DOMAIN_KIND]: 'The domain of their address is kept out',
  [ACCOUNT_KIND]: 'Their firm is kept out',
  [LEAD_KIND]: 'They are kept out',
  [EVERYTHING_KIND]: 'Everything is stopped'
}

/**
 * Whether something keeps this call in the house. Somebody kept out is stopped; while everything is stopped the others
 * wait where they were.
 */
async function keptBack(tx: Tx, person: Person, userId: number, desk: Desk, change: Change): Promise<No | null> {
  const { isWorld, now } = desk.setting
  if (isWorld) return null
  const kept = (await keptOut(tx, [person.leadId])).get(person.leadId)
  const stop = kept?.stop ?? ((await isHalted(tx)) ? DO_NOT_CALL : null)
  if (stop === null) return null
  const code = stop + 1
  const told = logRefusal(person, { code, action: 'live_voice', userId }, desk, change)
  const next =
    kept === undefined
      ? ({ ...told, state: CALLABLE, leaseBy: null, leaseUntil: null } as const)
      : await stopKept(tx, told, kept, now, change)
  return { code, keptOut: keptOutWords[kept?.kind ?? EVERYTHING_KIND]!, person: next }
}

/** A rep who is not licensed there any more: the lead goes back to the others. */
function unlicensed(person: Person, userId: number, desk: Desk, change: Change): No | null {
  if (mayServe(desk.ground.licences.get(userId), desk.where.jurisdictions)) return null
  const told = logRefusal(person, { code: UNLICENSED, action: 'live_voice', userId }, desk, change)
  return { code: UNLICENSED, person: { ...told, state: CALLABLE, leaseBy: null, leaseUntil: null } }
}
const UNLICENSED = codeOf('PROD-LICENCE')

/** The guard’s answer, and that of the lists: back to where a call is due again. */
async function refused(tx: Tx, person: Person, userId: number, desk: Desk, change: Change): Promise<No | null> {
  const refusal = await refusedNow(tx, person, desk)
  if (refusal === null) return null
  const { code, at } = refusal
  const told = logRefusal(person, { code, action: 'live_voice', userId }, desk, change)
  return { code, person: putBack(told, at, desk, change, code) }
}
