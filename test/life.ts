import { formatInstant, parseInstant } from '../src/clock/civil.ts'
import { zoneNamed } from '../src/clock/zone.ts'
import { type Answer } from '../src/decide/answer.ts'
import { nextCall } from '../src/decide/next-move.ts'
import { type Program } from '../src/playbook/program.ts'
import { TUESDAY, ask, situationFor } from './front.ts'
import { but } from './situations/person.ts'

/** One call of a life in which a voicemail answers every time and the advice is followed. */
export type LifeCall = { readonly at: number; readonly left: boolean; readonly answer: Answer }

const HOUR = 3_600_000
const zone = zoneNamed('America/New_York')!

/**
 * Calls to one person until the playbook lets go, at most `most`. Every call goes in as FACTS of its own, counted from
 * the calls before it; e-mails and texts in between are sent too, but not counted.
 */
export function life(program: Program, person: object, most = 30, start: string = TUESDAY): readonly LifeCall[] {
  const calls: LifeCall[] = []
  let at = parseInstant(start)!.epochMs
  while (calls.length < most) {
    const document = but(person, { now: formatInstant(at, zone), ...historyOf(calls, at) })
    const answer = ask(program, document)
    const { action, suggest } = answer.voicemail
    const left = action === 'leave' || (action === 'ask' && suggest === 'leave')
    calls.push({ at, left, answer })
    if (program.rules.find((rule) => rule.name === answer.voicemail.rule)?.then) break
    const next = nextCall(program, situationFor(program, document), left)
    if (next.kind !== 'touch' || next.channel !== 'call') break
    at = next.at
  }
  return calls
}

/** Days from each call to the one after it. */
export function gapsInDays(calls: readonly LifeCall[]): readonly number[] {
  return calls.slice(1).map((call, i) => (call.at - calls[i]!.at) / (24 * HOUR))
}

function historyOf(calls: readonly LifeCall[], at: number): object {
  const last = calls.at(-1)
  if (!last) return {}
  const messages = calls.filter((call) => call.left)
  const lastMessage = messages.at(-1)
  const since = (hours: number): number => calls.filter((call) => at - call.at < hours * HOUR).length
  const silent = calls.length - 1 - calls.findLastIndex((call) => call.left)
  return {
    attempt: calls.length + 1,
    history: {
      voicemails: messages.length,
      unansweredVoicemails: messages.length,
      daysSinceVoicemail: lastMessage ? Math.floor((at - lastMessage.at) / (24 * HOUR)) : null,
      callsSinceVoicemail: silent,
      silentCalls: silent,
      hoursSinceCall: (at - last.at) / HOUR,
      calls24h: since(24),
      touches7d: since(7 * 24),
      touches30d: since(30 * 24)
    }
  }
}
