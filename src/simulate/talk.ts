import { type Business, businessFlags } from '../facts/outcome-lists.ts'
import { type Reaction } from '../outcome/lists.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, limited, meanOne, middleOne, moved, pick } from './chance.ts'
import { inOfficeHours } from './dates.ts'
import { irritationOf } from './irritation.ts'
import { noteOf } from './notes.ts'
import { objectionOf } from './objection.ts'
import { type Finished } from './people.ts'
import { type Person } from './person.ts'
import { type Standing } from './standing.ts'

export type Talk = Pick<Finished, 'talkMs' | 'said' | 'recognised' | 'reaction' | 'objection'>
/** Whom we talk with, and who rang. */
export type Talker = {
  readonly person: Person
  readonly standing: Standing
  readonly attempt: number
  readonly localMinute: number
  readonly direction: 'outbound' | 'inbound'
}

/** A talk with the person we wanted. More irritation never makes a yes, or a better mood, out of anything. */
export function talkWith(a: Assumptions, talker: Talker, of: Chance): Talk {
  const { person, standing } = talker
  const irritation = irritationOf(a, person, standing)
  const noTalk = withoutTalk(a, talker, irritation, of)
  if (noTalk !== null) return noTalk
  const remembers = of('remembers') < rememberChance(a, standing)
  const isYes = of('agrees') < agreeChance(a, talker, irritation, remembers)
  const what = isYes ? yes(a, talker, of) : withoutYes(a, standing, irritation, of)
  const isAsked = standing.voicemails > 0 && of('asked') < a['recognition.asked']
  return {
    talkMs: Math.round(1000 * limited(a['talk.conversation'] * meanOne(of('talkTime'), a['talk.spread']), 15, 3600)),
    said: { what, inMs: dateOf(a, what, talker.localMinute, of), note: noteOf(what, of('note')) },
    recognised: !isAsked ? null : remembers ? 'yes' : 'no',
    reaction: isFoul(what) ? 'annoyed' : reactionOf(a, standing, irritation, of),
    objection: isYes ? null : objectionOf(a, what, irritation, standing.isWarm || remembers, of)
  }
}

/** Somebody else: a wrong number says so, at the right one somebody may know more. */
export function talkWithSomebodyElse(a: Assumptions, standing: Standing, isWrongNumber: boolean, of: Chance): Talk {
  const isFirm = standing.phone === 'business'
  const known: Business | null = isWrongNumber
    ? 'wrong_number'
    : of('noTalk') < (isFirm ? a['talk.movedOn'] : a['talk.died'])
      ? isFirm
        ? 'moved_on'
        : 'deceased'
      : null
  return {
    ...silence,
    talkMs: Math.round(1000 * a['talk.colleague'] * meanOne(of('talkTime'), 0.4)),
    said: known === null ? null : { what: known, inMs: null, note: null }
  }
}

export const silence: Talk = { talkMs: 0, said: null, recognised: null, reaction: null, objection: null }

function withoutTalk(a: Assumptions, talker: Talker, irritation: number, of: Chance): Talk | null {
  const { standing, direction } = talker
  const u = of('noTalk')
  const warm = standing.isWarm ? a['said.no.warm'] : 1
  const hangsUp = moved(a['talk.hangsUp'] * warm, a['talk.hangsUp.perIrritation'] * irritation)
  // Language comes first: it is the person's, and irritation must not turn it into a talk.
  if (u < a['talk.language'])
    return { ...silence, talkMs: 1000 * a['talk.hungUp'], said: { what: 'language_barrier', inMs: null, note: null } }
  if (direction === 'inbound' || u >= a['talk.language'] + (1 - a['talk.language']) * hangsUp) return null
  const said = { what: 'hung_up', inMs: null, note: null } as const
  const talkMs = Math.round(1000 * a['talk.hungUp'] * meanOne(of('talkTime'), 0.4))
  return { ...silence, talkMs, said, reaction: 'annoyed' }
}

/** They heard one of our messages and know it again. */
function rememberChance(a: Assumptions, standing: Standing): number {
  const listens = standing.isWarm ? a['recognition.listens.known'] : a['recognition.listens']
  return 1 - (1 - listens) ** Math.min(standing.voicemails, 6)
}

export function agreeChance(a: Assumptions, talker: Talker, irritation: number, remembers: boolean): number {
  const { person, standing, attempt, direction } = talker
  const contacts = (standing.everSpoken ? 1 : 0) + a['success.contactsPerCall'] * Math.max(0, attempt - 1)
  const curious = a['success.curious']
  return moved(
    a['success.perConversation'],
    contacts * Math.log(Math.max(1e-9, a['success.perContact'])) +
      a['success.perIrritation'] * irritation +
      kinshipGain(a, standing) +
      curious * person.curiosity -
      (curious * curious) / 2 +
      (direction === 'inbound' ? a['success.inbound'] : 0) +
      (remembers ? person.recognitionEffect : 0) +
      (person.likesPersistence ? a['persistence.charm'] * Math.min(standing.pressure, 4) : 0)
  )
}

function kinshipGain(a: Assumptions, { kinship }: Standing): number {
  switch (kinship) {
    case 'known':
    case 'lapsed':
      return a['success.known']
    case 'internet_lead':
    case 'lead_card':
    case 'referral':
      return a['success.askedForUs']
    case 'prequalified':
      return a['success.prequalified']
    case 'stranger':
      return 0
  }
}

/** Who rings us is given an appointment; only on a call of ours is there an order form at hand. */
function yes(a: Assumptions, { standing, direction }: Talker, of: Chance): Business {
  return direction === 'outbound' && standing.market === 'b2c' && of('buys') < a['success.sale']
    ? 'sale'
    : 'meeting_booked'
}

function withoutYes(a: Assumptions, standing: Standing, irritation: number, of: Chance): Business {
  const no = a['said.no.perIrritation'] ** Math.min(irritation, 20) * (standing.isWarm ? a['said.no.warm'] : 1)
  return pick<Business>(of('said'), [
    ['callback_requested', a['said.callback']],
    ['send_info', a['said.sendInformation']],
    ['transfer', a['said.transfer']],
    ['conversation', a['said.talked']],
    ['already_customer', a['said.customer']],
    ['hesitant', a['said.hesitant']],
    ['not_now', a['said.notNow']],
    ['not_qualified', a['said.notQualified']],
    ['not_interested', a['said.no'] * no],
    ['do_not_call', a['said.doNotCall'] * no],
    ['complaint', a['said.complaint'] * no],
    ['hostile', a['said.hostile'] * no]
  ])
}

const isFoul = (what: Business): boolean => ['complaint', 'hostile', 'do_not_call'].includes(what)

function reactionOf(a: Assumptions, standing: Standing, irritation: number, of: Chance): Reaction {
  const annoyed = moved(a['reaction.annoyed'], a['reaction.annoyed.perIrritation'] * irritation)
  const usually = standing.isWarm ? a['reaction.pleased.known'] : a['reaction.pleased']
  const pleased = moved(usually, a['reaction.pleased.perIrritation'] * irritation)
  const mood = of('reaction')
  return mood < annoyed ? 'annoyed' : mood >= 1 - pleased ? 'pleased' : 'neutral'
}

/** The date that belongs to what they said, from now. */
function dateOf(a: Assumptions, what: Business, localMinute: number, of: Chance): number | null {
  if (!businessFlags(what).needsDate) return null
  const days = what === 'meeting_booked' ? 'meeting.days' : what === 'not_now' ? 'notNow.days' : 'callbackAsked.days'
  return inOfficeHours(localMinute, a[days] * middleOne(of('day'), 0.5), of('hour'))
}
