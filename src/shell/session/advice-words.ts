import { formatInstant, parseInstant } from '../../clock/civil.ts'
import { fixedZone } from '../../clock/zone.ts'
import { type NextAnswer, type VoicemailAnswer } from '../../decide/answer.ts'
import { slotSaid } from '../../playbook/words.ts'
import { actionWords, mannerWords, nextWords } from '../../sheet/words.ts'
import { MESSAGE_SECONDS_MAX } from '../../facts/recording.ts'
import { type AdviceWords } from './card.ts'

/** An advice in the words that a rep reads. */
export function adviceWords(voicemail: VoicemailAnswer, next: NextAnswer | null, now: number): AdviceWords {
  const { action, message, because, figure, alternatives } = voicemail
  const promised = message?.promise === undefined ? null : parseInstant(message.promise.at)
  return {
    ...{ action, headline: actionWords(voicemail), because, figure },
    say:
      message === null
        ? []
        : [
            ...message.slots.map((slot) => slotSaid(slot, message.promise)),
            ...(message.mustSay ?? []).map((says) => `by law ${says}`)
          ],
    manner: message === null ? null : mannerWords(message),
    maxSeconds: message?.maxSeconds ?? MESSAGE_SECONDS_MAX,
    alternatives: alternatives.map((each) => `${ACTIONS[each.action]}: ${each.whyNot}`),
    next: next === null ? null : `${nextWords(next, clockOf(next, now))}. ${next.because}`,
    promiseAt: promised?.epochMs ?? null,
    ...{ blockedBy: null, rule: -1 }
  }
}
const ACTIONS = { leave: 'not left', skip: 'not skipped', ask: 'not asked' } as const

/** Now at the clock by which the next touch is told. */
function clockOf({ at }: NextAnswer, now: number): string {
  return formatInstant(now, fixedZone(parseInstant(at)?.offsetMinutes ?? 0))
}
