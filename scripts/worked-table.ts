import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assumptionNames, assumptionTable } from '../src/simulate/assumptions.ts'
import { playbookSituations } from '../test/playbook-situations.ts'
import { shipped } from '../test/front.ts'

/** The part of docs/playbooks.md that says what came of the invented firm under every strategy. */
export const workedPath = join(import.meta.dirname, 'worked-playbooks.json')
export const floorsWorked = ['house', 'messages-help', 'messages-hurt'] as const

/** When the list of the table counts as brought in: how fresh its leads are depends on it. */
export const imported = '2026-12-01T09:00:00-05:00'

/** What came of one strategy on one floor. */
export type Worked = {
  readonly playbook: string
  readonly floor: string
  readonly enrolled: number
  readonly dials: number
  readonly voicemailsReached: number
  readonly left: number
  readonly callbacks: number
  readonly conversations: number
  readonly meetings: number
  /** Asked to be left alone, or complained. */
  readonly leftAlone: number
  readonly minutes: number
  readonly messageMinutes: number
  readonly inboundMinutes: number
  /** Calls at most to one person. */
  readonly calls: number
}

/** The newest version of each strategy, by name. */
export const playbooksWorked = (): readonly string[] => [
  ...new Set(playbookSituations.map(({ playbook }) => playbook.split('@')[0]!))
]

export const readWorked = (): readonly Worked[] => JSON.parse(readFileSync(workedPath, 'utf8')) as readonly Worked[]

/** What an author claims or fears of a strategy, and the figures of the table that answer it. */
const claims: Readonly<Record<string, (row: Worked, all: readonly Worked[]) => string>> = {
  'house-default': (row) =>
    `claims nothing: every arm is tried, so ${percent(row.left, row.voicemailsReached)} of the voicemails get a message`,
  'ico-leave': (row) =>
    `a message, then wait for their call: ${per(row.dials, row.enrolled)} calls a person, and ${row.callbacks} calls back for ${row.left} messages`,
  'ico-no-voicemail': (row) =>
    `call until you reach them, never a message: ${row.left} messages, ${per(row.dials, row.enrolled)} calls a person`,
  'case-by-case': (row) =>
    `some voicemails are worth it, not all: a message at ${percent(row.left, row.voicemailsReached)} of them`,
  'relentless-farmer': (row) =>
    `never stop before they have heard you: up to ${row.calls} calls, ${per(row.left, row.enrolled)} messages a person; others fear ${per(row.leftAlone * 100, row.enrolled)} in 100 who want to be left alone`,
  'power-drop': (row) =>
    `a recording costs the rep no time: ${per(row.messageMinutes * 60, row.left)} seconds of a rep a message`,
  'prequalified-only': (row) =>
    `messages for qualified lists alone: ${percent(row.left, row.voicemailsReached)} of the voicemails`,
  'drive-by': (row) =>
    `a message is wasted time, the next number is not: ${per(row.conversations * 60, row.minutes)} talks an hour of a rep`,
  rearden: (row) =>
    `cold yes, lead cards no: a message at ${percent(row.left, row.voicemailsReached)} of the voicemails`,
  'respectful-three': (row) =>
    `three rounds and no silent call: ${per(row.dials, row.enrolled)} calls a person, ${per(row.leftAlone * 100, row.enrolled)} in 100 want to be left alone`,
  'middle-ground': (row) =>
    `a short message each time, and a mail with openings: ${per(row.left, row.enrolled)} messages a person`
}

/** The section, line by line. */
export function workedSection(rows: readonly Worked[] = readWorked()): readonly string[] {
  const onHouse = rows.filter(({ floor }) => floor === 'house')
  const meetingsOn = (playbook: string, floor: string): number =>
    rows.find((row) => row.playbook === playbook && row.floor === floor)!.meetings
  const counts = { data: 0, shrunk: 0, assumption: 0 }
  for (const name of assumptionNames) counts[assumptionTable[name].basis]++
  return [
    '## One list, eleven strategies',
    '',
    'The invented firm of `examples/firm.csv` (2,306 leads), worked for 30 days by five simulated reps under each strategy,',
    `seed 7, brought in with \`--now ${imported}\`: who counts as asked or lapsed depends on the day. Each row is`,
    '`bin/aftertone work --list firm --playbook NAME --anyway --days 30 --reps 5 --seed 7`, the power dialler with',
    '`--dialer progressive`. Nobody is called by a strategy that says it is not meant for them, so rows differ in whom they call',
    'too.',
    '',
    '| strategy | people | dials | voicemails | messages | they called | talks | meetings | want to be left alone | hours of reps | meetings if messages help / hurt |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...onHouse.map((row) =>
      [
        `| [${shipped(row.playbook).document.title}](#${row.playbook})`,
        ...[row.enrolled, row.dials, row.voicemailsReached, row.left, row.callbacks, row.conversations, row.meetings],
        ...[row.leftAlone, Math.round(row.minutes / 60)],
        `${meetingsOn(row.playbook, 'messages-help')} / ${meetingsOn(row.playbook, 'messages-hurt')} |`
      ].join(' | ')
    ),
    '',
    'What its author claims or fears, and what came of it here:',
    '',
    ...onHouse.map((row) => `- **${shipped(row.playbook).document.title}**: ${claims[row.playbook]!(row, onHouse)}.`),
    '',
    `How much of that is assumption: most of it. Of the ${assumptionNames.length} numbers that the invented people follow, ${counts.data} are published figures,`,
    `${counts.shrunk} are such figures moved towards no effect, and ${counts.assumption} are assumptions ([all of them](floor.md)). How many are dialled, how`,
    'many mailboxes answer and what a message costs in minutes follows from figures and from the strategies themselves;',
    'whether a message helps or hurts the next call is not known, which the last column shows: the same strategies on the floors',
    '`messages-help` and `messages-hurt`. No row says that one strategy is better than another; a trial with your own leads does.',
    ''
  ]
}

const per = (part: number, of: number): string => (of === 0 ? '0' : (part / of).toFixed(1))
const percent = (part: number, of: number): string => (of === 0 ? '0 %' : `${Math.round((100 * part) / of)} %`)
