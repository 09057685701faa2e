import { type Channel } from '../facts/channel.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, chanceOf, limited, middleOne } from './chance.ts'
import { inOfficeHours, whenAwake } from './dates.ts'
import { hasBlocked } from './irritation.ts'
import { type FloorTouch, type Later } from './people.ts'
import { type Person, personOf } from './person.ts'
import { type Standing, standingOf } from './standing.ts'

/** What they do because of an e-mail, a text, a letter or a message elsewhere. */
export function afterTouch(a: Assumptions, touch: FloorTouch): readonly Later[] {
  const standing = standingOf(touch)
  const person = personOf(a, touch.key)
  const of = chanceOf(touch.key, touch.nth)
  if (standing.hasStopped) return []
  switch (touch.channel) {
    case 'call':
      return []
    case 'email':
      if (person.hasDeadEmail) return [{ afterMs: BOUNCE_MS, does: { kind: 'bounces', channel: 'email' } }]
      return stopOrReply(a, touch, a['email.optOut'] * person.irritability, emailReply(a, person, standing), of)
    case 'sms':
      if (hasBlocked(person, standing)) return []
      return stopOrReply(a, touch, person.objectsToTexts ? 1 : a['sms.optOut'], a['sms.reply'], of)
    case 'letter':
      return afterLetter(a, touch, person, standing, of)
    case 'linkedin':
      return stopOrReply(a, touch, 0, a['linkedin.reply'], of)
    case 'x':
    case 'visit':
    case 'chat':
    case 'in_person':
      return stopOrReply(a, touch, 0, a['other.reply'], of)
  }
}

/** Chance of a reply to this e-mail; a message in the mailbox moves it. */
export function emailReply(a: Assumptions, person: Person, standing: Standing): number {
  const warm = standing.isWarm ? a['email.reply.warm'] : 1
  const further = a['email.reply.further'] ** Math.min(standing.emails, 20)
  const heard = standing.voicemails > 0 ? Math.exp(person.emailEffect) : 1
  return limited(a['email.reply'] * warm * further * heard, 0, 0.9)
}

function stopOrReply(a: Assumptions, touch: FloorTouch, stop: number, reply: number, of: Chance): readonly Later[] {
  const hours = limited(a['reply.delay'] * middleOne(of('replyDelay'), a['reply.delay.spread']), 0.05, TWO_WEEKS)
  const afterMs = whenAwake(touch.localMinute, hours * HOUR_MS)
  if (of('replyStop') < stop) return [{ afterMs, does: { kind: 'stops', stop: 'opt_out' } }]
  return of('reply') < reply ? [replies(a, touch, touch.channel, afterMs, of)] : []
}

function afterLetter(
  a: Assumptions,
  touch: FloorTouch,
  person: Person,
  standing: Standing,
  of: Chance
): readonly Later[] {
  const arrivesMs = a['letter.days'] * 24 * HOUR_MS
  if (person.hasDeadAddress) return [{ afterMs: 3 * arrivesMs, does: { kind: 'bounces', channel: 'letter' } }]
  const response = standing.kinship === 'known' ? a['letter.response.known'] : a['letter.response']
  if (of('reply') >= response) return []
  const hours = limited(a['reply.delay'] * middleOne(of('replyDelay'), a['reply.delay.spread']), 0.05, TWO_WEEKS)
  const afterMs = whenAwake(touch.localMinute, arrivesMs + hours * HOUR_MS)
  if (of('replyWay') < RINGS_AFTER_LETTER) return [{ afterMs, does: { kind: 'rings', cause: 'other' } }]
  return [replies(a, touch, 'letter', afterMs, of)]
}

/** A reply, or one that books at once; the meeting lies ahead from the reply. */
function replies(a: Assumptions, touch: FloorTouch, channel: Channel, afterMs: number, of: Chance): Later {
  if (of('replyBooks') >= a['reply.books']) return { afterMs, does: { kind: 'replies', channel } }
  const then = touch.localMinute + Math.ceil(afterMs / 60_000)
  const inMs = inOfficeHours(then, a['meeting.days'] * middleOne(of('bookDay'), 0.5), of('bookHour'))
  return { afterMs, does: { kind: 'books', channel, inMs } }
}

const HOUR_MS = 3_600_000
const TWO_WEEKS = 14 * 24
const BOUNCE_MS = 20_000
/** Half of those who respond to a letter take the telephone. */
const RINGS_AFTER_LETTER = 0.5
