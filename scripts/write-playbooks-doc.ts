import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer } from '../src/decide/answer.ts'
import { experimentIsBlind } from '../src/decide/blind.ts'
import { span } from '../src/decide/explain.ts'
import { type Program } from '../src/playbook/program.ts'
import { slotWords } from '../src/playbook/words.ts'
import { TUESDAY, ask, hoursUntil, shipped } from '../test/front.ts'
import { playbookSituations } from '../test/playbook-situations.ts'
import { oneSituation } from '../test/situations/one-situation.ts'
import { workedSection } from './worked-table.ts'
import { type Casebook } from '../test/situations/situation.ts'

/** Writes docs/playbooks.md: the strategies in words, and their own answers to the situations that tests ask. */
export const playbooksDocPath = join(import.meta.dirname, '..', 'docs', 'playbooks.md')

/** The newest version of each strategy stands in the comparison; older ones have a section of their own. */
const compared = playbookSituations.filter(
  ({ playbook }) => `${name(playbook)}@${shipped(name(playbook)).label}` === playbook
)

/** The page as the playbooks of today make it. */
export function playbooksDoc(): string {
  return `${[
    '# The strategies',
    '',
    'Should a rep leave a message? Five texts gave ten answers, and we added one: let the lot decide and count. Each',
    'answer is a playbook, a file in `playbooks/` that you can read, copy and change. The answers on this page are their',
    'own: `node scripts/write-playbooks-doc.ts` asks every playbook and writes it down, and a test sees to it that the page is',
    'current. A call goes out on a Tuesday at 10:15 in New York unless something else is said, and a voicemail answers.',
    '',
    '## One situation, eleven answers',
    '',
    'Leave means that a message is left, skip that the rep hangs up, ask that the rep decides. A dash in brackets marks a',
    'strategy that was not written for such a lead; it answers all the same, and warns. An older version of a strategy is',
    'named where it answers otherwise. Numbers such as 000-09 are [demands of the sources](requirements.md).',
    '',
    ...matrix(),
    '',
    ...workedSection(),
    ...oneSituation.flatMap(({ name: situation, facts }, i) => [
      '',
      `### ${i + 1}. ${situation}`,
      '',
      ...elevenAnswers(facts)
    ]),
    ...playbookSituations.flatMap(section)
  ].join('\n')}\n`.replace(/\n{3,}/g, '\n\n')
}

function matrix(): string[] {
  const head = oneSituation.map(({ short }, i) => `${i + 1}. ${short}`)
  return table(
    ['strategy', ...head],
    compared.map(({ playbook }) => [
      `[${shipped(playbook).document.title}](#${anchor(playbook)})`,
      ...oneSituation.map(({ facts }) => {
        const answer = ask(playbook, facts)
        return isOutside(answer) ? `${actionOf(playbook, answer)} (–)` : actionOf(playbook, answer)
      })
    ])
  )
}

function elevenAnswers(facts: object): string[] {
  const differs = ({ playbook }: Casebook) =>
    ask(playbook, facts).voicemail.action !== ask(name(playbook), facts).voicemail.action
  return table(
    ['strategy', 'answer', 'why', 'then'],
    playbookSituations
      .filter((each) => compared.includes(each) || differs(each))
      .map(({ playbook }) => {
        const answer = ask(playbook, facts)
        const rule = shipped(playbook).rules.find((each) => each.name === answer.voicemail.rule)
        const lot = isByLot(playbook, answer)
        return [
          shipped(playbook).document.title,
          actionOf(playbook, answer),
          lot && rule ? rule.because : whyOf(answer),
          lot ? 'as the lot falls' : thenOf(answer)
        ]
      })
  )
}

function section({ playbook, says, situations }: Casebook): string[] {
  const { title, voice, source, pro, contra, assumed } = shipped(playbook).document
  const own = shipped(playbook).label !== shipped(name(playbook)).label
  return [
    '',
    `## ${heading(playbook)}`,
    '',
    `**${title}.** ${voice === undefined ? capital(source) : `${capital(voice)} (${source})`}.${own ? ' An earlier version, kept to compare.' : ''}`,
    '',
    says,
    '',
    `- For it: ${sentences(pro)}`,
    `- Against it: ${sentences(contra)}`,
    `- Assumed by us: ${assumed.length === 0 ? 'nothing.' : sentences(assumed)}`,
    '',
    ...table(
      ['situation', 'answer', 'why', 'then'],
      situations.map(({ name: situation, facts }) => {
        const answer = ask(playbook, facts)
        const now = (facts as { readonly now?: string }).now
        return [situation, fullAction(answer), whyOf(answer), thenOf(answer, now)]
      })
    )
  ]
}

/** Where the lot decides, the action of one lead would mislead. */
function actionOf(playbook: string, answer: Answer): string {
  return isByLot(playbook, answer) ? 'by lot' : `**${answer.voicemail.action}**`
}

function fullAction({ voicemail: { action, message } }: Answer): string {
  if (action !== 'leave' || message === null) return `**${action}**`
  const parts = message.slots.map((slot) => slotWords[slot]).join('; ')
  const how = message.mode === 'drop' ? `recording ${message.recording}` : 'spoken'
  return `**leave**, ${how}, ${message.maxSeconds} s at most: ${parts}`
}

function whyOf(answer: Answer): string {
  return answer.voicemail.because + (isOutside(answer) ? ' *Not written for such a lead.*' : '')
}

function thenOf({ next, ends }: Answer, now = TUESDAY): string {
  if (next === null) return ends?.because ?? ''
  const what = next.channel === 'task' ? (next.to ?? 'task').replace('_', ' an ') : channelWords[next.channel]
  return `${what} in ${span(hoursUntil(next.at, now) * 3_600_000)}`
}

const channelWords: Readonly<Record<string, string>> = {
  call: 'call',
  email: 'e-mail',
  sms: 'text message',
  linkedin: 'LinkedIn',
  x: 'X',
  letter: 'letter',
  visit: 'visit'
}

const isOutside = ({ warnings }: Answer): boolean => warnings.some((each) => each.includes('outside the entry'))

function isByLot(playbook: string, { voicemail }: Answer): boolean {
  const program: Program = shipped(playbook)
  const rule = program.rules.find((each) => each.name === voicemail.rule)
  return rule !== undefined && experimentIsBlind(rule)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)]
}

function name(playbook: string): string {
  return playbook.split('@')[0]!
}
const heading = (playbook: string): string =>
  shipped(name(playbook)).label === shipped(playbook).label
    ? name(playbook)
    : `${name(playbook)}, version ${shipped(playbook).label}`
const anchor = (playbook: string): string => heading(playbook).replaceAll(' ', '-').replaceAll(',', '')
const sentences = (lines: readonly string[]): string => lines.map((line) => line.replace(/\.?$/, '.')).join(' ')
/** Nicknames keep their small letter. */
const capital = (text: string): string =>
  /^(a|an|our|the) /.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text

if (import.meta.main) {
  const text = playbooksDoc()
  const isCurrent = readOld() === text
  if (!isCurrent) writeFileSync(playbooksDocPath, text)
  console.log(isCurrent ? 'docs/playbooks.md is current' : 'docs/playbooks.md is written')
}

function readOld(): string | null {
  try {
    return readFileSync(playbooksDocPath, 'utf8')
  } catch {
    // There is no page yet: it is written for the first time.
    return null
  }
}
