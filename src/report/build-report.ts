import { type Figure } from './figure.ts'
import { figuresAt } from './figures/all-figures.ts'
import { type About, type Report } from './report.ts'
import { type SectionPlan, type Setting } from './section.ts'
import { abandoned } from './sections/abandoned.ts'
import { advice } from './sections/advice.ts'
import { attempts } from './sections/attempts.ts'
import { byGroup } from './sections/by-group.ts'
import { callbacks } from './sections/callbacks.ts'
import { channels } from './sections/channels.ts'
import { doubt } from './sections/doubt.ts'
import { dose } from './sections/dose.ts'
import { endpointSection } from './sections/endpoints.ts'
import { funnel } from './sections/funnel.ts'
import { hours } from './sections/hours.ts'
import { inbound } from './sections/inbound.ts'
import { keeping } from './sections/keeping.ts'
import { messages } from './sections/messages.ts'
import { people } from './sections/people.ts'
import { refused } from './sections/refused.ts'
import { results } from './sections/results.ts'
import { silence } from './sections/silence.ts'
import { time } from './sections/time.ts'
import { type Counting, type Sums, counting } from './sums.ts'
import { SMALL } from './cell.ts'
import { manyWords, sentenceOf } from './words.ts'

/** Every section in reading order; one more is one more value here. */
export const sectionPlans: readonly SectionPlan[] = [
  funnel,
  byGroup,
  attempts,
  messages,
  callbacks,
  silence,
  abandoned,
  hours,
  time,
  doubt,
  results,
  dose,
  people,
  endpointSection,
  channels,
  inbound,
  advice,
  refused,
  keeping
]

/** Counts what the sections want; give it every row once, in any order, then write. */
export function reportCounting(
  setting: Setting,
  figures: ReadonlyMap<string, Figure> = figuresAt(setting.prices)
): Counting {
  return counting(
    figures,
    sectionPlans.flatMap((plan) => plan.needs(setting))
  )
}

/** The report over what was counted. */
export function writeReport(sums: Sums, setting: Setting, about: About, dataAsOf: string): Report {
  return {
    title: `What came of it: ${about.what}`,
    dataAsOf,
    about,
    answer: answerOf(sums),
    sections: sectionPlans.flatMap((plan) => plan.write(sums, setting) ?? []),
    howWeKnow: howWeKnow(setting)
  }
}

function answerOf(sums: Sums): string {
  const dials = sums.value('dials')
  const left = sums.value('left')
  return sentenceOf(
    `${manyWords(dials, 'call')} to ${manyWords(sums.value('attempted'), 'person', 'people')} brought ${manyWords(sums.value('talks'), 'talk')} and ${manyWords(sums.value('booked'), 'meeting')}.`,
    left === 0
      ? 'No message was left.'
      : `${manyWords(left, 'message')} brought ${manyWords(sums.value('callbacks_message'), 'call')} to us, by the declared rule.`
  )
}

function howWeKnow({ prices }: Setting): readonly string[] {
  return [
    'A call counts when it left the house; what was undone or never made does not. Of several outcomes of one call the last holds. Calls that another tool reports count in no figure, but “call 3” counts them before it.',
    `A share stands with its band: 19 times in 20 the truth lies in a band like that, if these calls are like those to come (Wilson, 1927; for rare things Clopper and Pearson, 1934). Calls to one person are not independent, so the true band is somewhat wider. Where fewer than ${SMALL} were counted, the counts are shown instead.`,
    'A callback is credited by the declared rule: what they said if we asked, else the latest touch that they noticed in 30 days. The rule is a habit, not a proof: some would have called without the message.',
    'Nothing here was drawn by lot unless a playbook says so. Groups beside each other are as observed and may have differed before.',
    `Time is what was measured in calls and between them. Money is that time at assumed prices (${(prices.repHourCents / 100).toFixed(2)} ${prices.currency} a rep hour, ${(prices.lineMinuteCents / 100).toFixed(3)} a minute of line) unless prices were given. Annoyance has no price yet: wishes that we stop and complaints stand beside it.`
  ]
}
