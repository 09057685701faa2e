import { countWords } from '../../sheet/words.ts'
import { type EnrolResult, type Refusal, refusals } from '../engine/enrol.ts'
import { type WorldSummary } from '../world/digest.ts'

export type WorkTold = WorldSummary & {
  readonly world: number
  readonly days: number
  readonly seed: number
  readonly floor: string | null
  readonly reps: number
  /** Members of the list who are kept out or were erased. */
  readonly leftOut: number
}

/** What came of simulated work, in words. */
export function workWords(told: WorkTold, enrolled: EnrolResult | null): string {
  const lines = [
    `World ${told.world}: ${countWords(told.leads)} leads, ${countWords(told.enrolled)} enrolled, ${told.days} days, ${outsideWords(told)}`,
    ...(told.leftOut === 0 ? [] : [`${countWords(told.leftOut)} of the list are not in it: kept out, or erased.`]),
    ...refusedLines(enrolled),
    '',
    ...callLines(told),
    ...(told.floor === null ? [] : answerLines(told)),
    `Other touches ${countWords(told.otherTouches)}. Playbook over for ${countWords(told.ended)}.`,
    '',
    ...told.byPlaybook.map(
      ({ playbook, enrolled: people, dials, left }) =>
        `${playbook}: ${countWords(people)} people, ${countWords(dials)} dials, ${countWords(left)} messages`
    ),
    '',
    'Call    Dials  Voicemail  Message  Talked  Meetings',
    ...told.byAttempt
      .slice(0, 10)
      .map(
        ({ attempt, dials, voicemailsReached, left, conversations, meetings }) =>
          `${String(attempt).padStart(4)}${column(dials, 9)}${column(voicemailsReached, 11)}${column(left, 9)}${column(conversations, 8)}${column(meetings, 10)}`
      ),
    '',
    `Read it all: bin/aftertone report --world ${told.world}`,
    `Fingerprint ${told.digest}: the same list, playbooks, seed and start give it again.`
  ]
  return `${lines.join('\n')}\n`
}

const column = (count: number, width: number): string => countWords(count).padStart(width)

function outsideWords({ floor, reps, seed }: WorkTold): string {
  if (floor === null) return 'and every call reached a mailbox.'
  return `${reps} simulated rep${reps === 1 ? '' : 's'} on the floor "${floor}" (seed ${seed}). Nobody real was called.`
}

function callLines({ dials, voicemailsReached, left, skipped, asked }: WorkTold): readonly string[] {
  const asks = asked > 0 ? ` (the rep was asked ${countWords(asked)} times, and did as suggested)` : ''
  return [
    `Dials ${countWords(dials)}, of them to a voicemail ${countWords(voicemailsReached)}: a message left ${countWords(left)}, none ${countWords(skipped)}${asks}.`
  ]
}

function answerLines(told: WorkTold): readonly string[] {
  const { callbacks, missedCallbacks, conversations, meetings, deals, optOuts, complaints, minutes, minutesBy } = told
  const missed = missedCallbacks > 0 ? `, ${countWords(missedCallbacks)} of them missed` : ''
  return [
    `They called back ${countWords(callbacks)} times${missed}. Conversations ${countWords(conversations)}, meetings ${countWords(meetings)}, deals ${countWords(deals)}.`,
    `Asked to be left alone ${countWords(optOuts)}, complained ${countWords(complaints)}.`,
    `Minutes ${countWords(Math.round(minutes))}: dialling ${shown(minutesBy.dial)}, greetings ${shown(minutesBy.greeting)}, messages ${shown(minutesBy.message)}, talk ${shown(minutesBy.talk)}, writing up ${shown(minutesBy.wrap)}, callbacks ${shown(minutesBy.inbound)}; idle ${shown(minutesBy.idle)}.`
  ]
}

const shown = (minutes: number): string => countWords(Math.round(minutes))

function refusedLines(enrolled: EnrolResult | null): readonly string[] {
  if (enrolled === null) return []
  return Object.entries(enrolled.refused)
    .filter(([, count]) => count > 0)
    .map(
      ([why, count]) =>
        `${countWords(count)} not enrolled: ${refusals[why as Refusal]}${why === 'unknown' ? '; with --anyway they are' : ''}.`
    )
}
