import { type Assumptions } from './assumptions.ts'
import { chanceOf, limited, meanOne, middleOne, normal } from './chance.ts'
import { type Standing } from './standing.ts'

/** What a person is like: drawn from the key alone, so it never changes. */
export type Person = {
  /** Normal; how much oftener than others they answer. */
  readonly propensity: number
  readonly isContactable: boolean
  readonly bestDaypart: 0 | 1 | 2
  /** Normal; curious people call back and agree oftener. */
  readonly curiosity: number
  /** Log ratio by which a message in the mailbox, and each silent call, changes answering. */
  readonly learnsFromMessage: number
  readonly learnsFromSilence: number
  /** Mean 1 over people; 0 for those whom persistence pleases. */
  readonly irritability: number
  readonly likesPersistence: boolean
  /** The call, and the pressure, at which they block us. */
  readonly blocksAtCall: number
  readonly blocksAtPressure: number
  readonly seesSpamLabel: boolean
  readonly recognitionEffect: number
  readonly emailEffect: number
  readonly hasDeadEmail: boolean
  readonly hasDeadAddress: boolean
  readonly objectsToTexts: boolean
  /** How much oftener than the middle one of all people they call back. */
  readonly callbackRate: number
}

export function personOf(a: Assumptions, key: number): Person {
  const of = chanceOf(key, 0)
  const likesPersistence = of('liked') < a['persistence.liked']
  const daypart = of('daypart')
  const curiosity = normal(of('curious'))
  return {
    propensity: normal(of('propensity')),
    isContactable: of('contactable') < a['answer.internetLead.contactable'],
    bestDaypart:
      daypart < a['answer.daypart.morning']
        ? 0
        : daypart < a['answer.daypart.morning'] + a['answer.daypart.noon']
          ? 1
          : 2,
    curiosity,
    learnsFromMessage: centred(of('messageEffect'), a['message.laterAnswer.mean'], a['message.laterAnswer.spread']),
    learnsFromSilence: centred(of('silenceEffect'), a['silent.laterAnswer.mean'], a['silent.laterAnswer.spread']),
    irritability: likesPersistence ? 0 : meanOne(of('irritability'), a['irritation.spread']),
    likesPersistence,
    blocksAtCall: a['block.perCall'] > 0 ? Math.log(1 - of('blockCall')) / Math.log(1 - a['block.perCall']) : Infinity,
    blocksAtPressure: a['block.pressure'] * middleOne(of('blockPressure'), a['block.pressure.spread']),
    seesSpamLabel: of('spamLabel') < a['answer.spamLabel.share'],
    recognitionEffect: a['recognition.effect'] + a['recognition.effect.spread'] * normal(of('recognitionEffect')),
    emailEffect: centred(of('emailEffect'), a['email.reply.afterMessage.mean'], a['email.reply.afterMessage.spread']),
    hasDeadEmail: of('emailBounce') < a['email.bounce'],
    hasDeadAddress: of('letterBounce') < a['letter.bounce'],
    objectsToTexts: of('smsObjects') < a['sms.optOut.first'],
    callbackRate: Math.exp(
      a['callback.message.spread'] * (0.5 * curiosity + Math.sqrt(0.75) * normal(of('callbackRate')))
    )
  }
}

/** A log ratio over people such that the mean of the ratios is that of the mean: spread alone helps nobody. */
function centred(uniform: number, mean: number, spread: number): number {
  return mean + spread * normal(uniform) - (spread * spread) / 2
}

/** What one of their telephones is like. */
export type Telephone = {
  readonly isDead: boolean
  readonly saysChanged: boolean
  readonly isWrong: boolean
  readonly isFax: boolean
  readonly isFull: boolean
  readonly saysName: boolean
  readonly greetingMs: number
  readonly mailboxRingMs: number
  readonly hasScreener: boolean
  /** Where it goes when nobody answers, as a uniform number. */
  readonly habit: number
}

export function telephoneOf(a: Assumptions, key: number, number: number, standing: Standing): Telephone {
  const of = chanceOf(key, number)
  const isReachable = chanceOf(key, 0)('contactable') < a['answer.internetLead.contactable']
  const doubt = doubtOf(a, standing, isReachable)
  return {
    isDead: of('dead') < a['number.dead'] * doubt,
    saysChanged: of('changed') < a['number.changed'],
    isWrong: of('wrong') < a['number.wrong'] * doubt,
    isFax: standing.phone === 'business' && of('fax') < a['number.fax'] * doubt,
    isFull: of('full') < a['mailbox.full'],
    saysName: of('saysName') < a['mailbox.saysName'],
    greetingMs: Math.round(
      1000 * limited(a['greeting.median'] * middleOne(of('greeting'), a['greeting.spread']), 3, 90)
    ),
    mailboxRingMs: Math.round(
      1000 * limited(a['ring.mailbox'] + (2 * of('mailboxRing') - 1) * a['ring.mailbox.width'], 5, 300)
    ),
    hasScreener: standing.phone === 'mobile' && of('screener') < a['screener.share'],
    habit: of('habit')
  }
}

/** People who know us gave their number themselves; an internet lead that can be reached gave the right one. */
function doubtOf(a: Assumptions, standing: Standing, isReachable: boolean): number {
  if (standing.kinship === 'internet_lead' && isReachable) return 0
  return standing.kinship === 'stranger' || standing.kinship === 'prequalified' ? 1 : a['number.trust']
}

/** Share of dials that meet the right, working number: figures "per dial" count the others too, but of leads never reached. */
export function reachesTheRightPhone(a: Assumptions, standing: Standing): number {
  const doubt = doubtOf(a, standing, true)
  const fax = standing.phone === 'business' ? a['number.fax'] * doubt : 0
  const gone = a['number.failed'] + a['number.congestion']
  return (1 - a['number.dead'] * doubt) * (1 - a['number.wrong'] * doubt) * (1 - fax) * (1 - gone)
}
