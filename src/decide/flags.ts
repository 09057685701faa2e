import { CALLS_MAX, type Rehearsal, rehearse, weekOf } from './rehearsal.ts'
import { type Program } from '../playbook/program.ts'
import { neverFirst, neverHolds } from './reachable.ts'

/** Something that a playbook can do and that somebody will regret, unless it says that it means to. */
export type Flag = {
  readonly flag: string
  /** Requirement that calls it an anti-pattern. */
  readonly requirement: string
  readonly says: string
  /** The reason that the playbook gives for it; null when it gives none. */
  readonly accepted: string | null
}

type Look = {
  readonly flag: string
  readonly requirement: string
  readonly seen: (program: Program, rehearsals: readonly Rehearsal[]) => string | null
}

/**
 * What a playbook can do, found by working it: every kind of person that it takes in is called until it lets go of
 * them, always meeting a voicemail. The same decide() and the same guard as in earnest.
 */
export function flagsOf(program: Program): readonly Flag[] {
  const rehearsals = rehearse(program)
  return looks.flatMap(({ flag, requirement, seen }) => {
    const says = seen(program, rehearsals)
    if (says === null) return []
    const accepted = program.document.accepts.find((each) => each.flag === flag)?.because ?? null
    return [{ flag, requirement, says, accepted }]
  })
}

/** Names that `accepts` may hold. */
export const flagNames = (): readonly string[] => looks.map((look) => look.flag)

const DAYS_IN_WEEK_MAX = 4
const UNANSWERED_MAX = 2

const looks: readonly Look[] = [
  {
    flag: 'every-day',
    requirement: '000-25',
    seen: (_, rehearsals) => {
      const found = rehearsals.find((each) => weekOf(each.calls.map((call) => call.day)) > DAYS_IN_WEEK_MAX)
      return found
        ? `It can call ${found.who} on ${weekOf(found.calls.map((call) => call.day))} days of one week`
        : null
    }
  },
  {
    flag: 'message-on-message',
    requirement: '000-27',
    seen: (_, rehearsals) => {
      const most = maxBy(rehearsals, (each) => each.calls.filter((call) => call.left).length)
      const count = most?.calls.filter((call) => call.left).length ?? 0
      return most && count > UNANSWERED_MAX
        ? `It can leave ${count === CALLS_MAX ? `${count} and more` : count} messages in a row for ${most.who} without a response`
        : null
    }
  },
  {
    flag: 'second-silent-call',
    requirement: '003-03',
    seen: (_, rehearsals) => {
      const found = rehearsals.find(
        (each) =>
          each.market === 'b2c' &&
          each.calls.some(
            (call, i) => i > 0 && !call.left && !each.calls[i - 1]!.left && each.calls[i - 1]!.day === call.day
          )
      )
      return found ? `It can call ${found.who} a second time on one day without a message` : null
    }
  },
  {
    flag: 'silent-caller',
    requirement: '004-21',
    seen: (_, rehearsals) => {
      const found = rehearsals.find((each) => each.calls.every((call) => call.silentByRule))
      return found ? `It never leaves a message for ${found.who}` : null
    }
  },
  {
    flag: 'nothing-after-message',
    requirement: '002-20',
    seen: (_, rehearsals) => {
      const found = rehearsals.find((each) => each.calls.some((call) => call.left && call.fellOff))
      return found ? `After a message to ${found.who} nothing is planned, and it does not say that this is meant` : null
    }
  },
  {
    flag: 'parked-for-ever',
    requirement: '000-09',
    seen: (program) => {
      const steps = program.flow.filter((each) => each.kind === 'stay').map((each) => each.stay)
      const stays = [...program.rules.map((rule) => rule.then), ...steps]
      const found = stays.some((stay) => stay !== null && stay.kind === 'park' && stay.wait === null)
      return found ? 'It can park a person with no end: give park a for:' : null
    }
  },
  {
    flag: 'unreachable-rule',
    requirement: '001-05',
    seen: (program) => {
      const rule = neverFirst(program)
      return rule === null ? null : `Rule ${rule} holds only where a rule above it holds too: it is never reached`
    }
  },
  {
    flag: 'impossible-rule',
    requirement: '001-05',
    seen: (program) => {
      const rule = neverHolds(program)
      return rule === null
        ? null
        : `The condition of rule ${rule} held for none of ten thousand people: look at it again`
    }
  }
]

function maxBy<T>(all: readonly T[], measure: (each: T) => number): T | null {
  return all.reduce<T | null>((best, each) => (best === null || measure(each) > measure(best) ? each : best), null)
}
