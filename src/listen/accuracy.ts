import { type Interval, wilson } from '../evidence/interval.ts'
import { type Verdict } from './heard.ts'
import { type CallJudgement } from './judge-call.ts'

/** What somebody knows of a recording, and what the detector made of it. Times are milliseconds from its start. */
export type JudgedCall = {
  readonly file: string
  /** A verdict, or `full`: a mailbox that takes no message. */
  readonly label: Verdict | 'full'
  readonly language: string
  readonly voice: string
  readonly background: string
  readonly snrDb: number | null
  readonly speechStartMs: number | null
  readonly speechEndMs: number | null
  /** End of the last beep that asks for a message; null where there is none. */
  readonly beepEndMs: number | null
  readonly judgement: CallJudgement
}

export type Score = {
  readonly name: string
  readonly count: number
  readonly of: number
  readonly band: Interval | null
}
export type Table = {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** After the end of the beep, and after the last word where there is none. */
export const AFTER_BEEP_MS = [0, 100] as const
export const AFTER_WORD_MS = [2200, 3200] as const
const SHORT_HELLO_MS = 1000
const EARLY_HELLO_MS = 900

const machines: readonly string[] = ['machine_greeting', 'beep_only', 'ivr', 'screening', 'full']
/** Which side of the question a label or verdict is on. */
const sideOf = (what: string): string => (machines.includes(what) ? 'machine' : what)

export function scores(calls: readonly JudgedCall[]): readonly Score[] {
  const people = calls.filter(({ label }) => label === 'human')
  const robots = calls.filter(({ label }) => machines.includes(label) && label !== 'beep_only')
  const spoken = [...people, ...robots]
  const beeped = calls.filter(({ label, beepEndMs }) => beepEndMs !== null && takesMessage(label))
  const quiet = calls.filter(({ label, beepEndMs }) => beepEndMs === null && label === 'machine_greeting')
  const other = calls.filter(({ label }) => !takesMessage(label))
  const score = (name: string, of: readonly JudgedCall[], isSo: (call: JudgedCall) => boolean): Score => {
    const count = of.filter(isSo).length
    return { name, count, of: of.length, band: wilson(count, of.length) }
  }
  return [
    score('people called machines', people, ({ judgement }) => sideOf(judgement.verdict) === 'machine'),
    score('machines right in the end', robots, ({ judgement }) => sideOf(judgement.verdict) === 'machine'),
    score(
      'right by 3 s',
      spoken,
      ({ label, judgement }) => sideOf(label) === sideOf(judgement.verdict) && judgement.verdictAtMs <= 3000
    ),
    score('message starts right after a beep', beeped, startsAfterBeep),
    score('message starts too early', beeped, startsTooEarly),
    score('message starts right without a beep', quiet, startsAfterWord),
    score('message starts where none may', other, ({ judgement }) => judgement.messageStartMs !== null),
    ...(['sit', 'fax', 'busy', 'ringback', 'beep_only', 'music', 'silence'] as const).map((label) =>
      score(
        `${label} right`,
        calls.filter((call) => call.label === label),
        ({ judgement }) => judgement.verdict === label
      )
    )
  ].filter(({ of }) => of > 0)
}

const takesMessage = (label: string): boolean => label === 'machine_greeting' || label === 'beep_only'

export function startsAfterBeep({ beepEndMs, judgement: { messageStartMs } }: JudgedCall): boolean {
  const late = messageStartMs === null ? -1 : messageStartMs - beepEndMs!
  return messageStartMs !== null && late >= AFTER_BEEP_MS[0] && late <= AFTER_BEEP_MS[1]
}

export function startsTooEarly({ beepEndMs, judgement: { messageStartMs } }: JudgedCall): boolean {
  return messageStartMs !== null && messageStartMs < beepEndMs!
}

export function startsAfterWord({ speechEndMs, judgement: { messageStartMs } }: JudgedCall): boolean {
  if (messageStartMs === null || speechEndMs === null) return false
  const late = messageStartMs - speechEndMs
  return late >= AFTER_WORD_MS[0] && late <= AFTER_WORD_MS[1]
}

/** Milliseconds from the start until a short and early hello was known for a person, in the median. */
export function helloMedianMs(calls: readonly JudgedCall[]): number | null {
  const times = calls
    .filter(({ label, judgement, speechStartMs, speechEndMs }) => {
      if (label !== 'human' || judgement.verdict !== 'human' || speechStartMs === null || speechEndMs === null)
        return false
      return speechEndMs - speechStartMs <= SHORT_HELLO_MS && speechStartMs <= EARLY_HELLO_MS
    })
    .map(({ judgement }) => judgement.verdictAtMs)
    .toSorted((a, b) => a - b)
  return times[times.length >> 1] ?? null
}

/** Labels down, verdicts across. */
export function confusion(calls: readonly JudgedCall[]): Table {
  const labels = [...new Set(calls.map(({ label }) => label))].toSorted()
  const found = [...new Set(calls.map(({ judgement }) => judgement.verdict))].toSorted()
  const rows = labels.map((label) => {
    const own = calls.filter((call) => call.label === label)
    return [
      label,
      ...found.map((verdict) => String(own.filter(({ judgement }) => judgement.verdict === verdict).length || '')),
      String(own.length)
    ]
  })
  return { title: 'What was said of what', head: ['label', ...found, 'all'], rows }
}

/** The two questions by one thing that is known of the calls. */
export function byGroup(calls: readonly JudgedCall[], title: string, groupOf: (call: JudgedCall) => string): Table {
  const groups = [...new Set(calls.map(groupOf))].toSorted()
  const rows = groups.flatMap((group) => {
    const own = scores(calls.filter((call) => groupOf(call) === group))
    const cell = (name: string): string => {
      const found = own.find((score) => score.name === name)
      return found === undefined ? '' : `${found.count}/${found.of}`
    }
    const cells = [
      'people called machines',
      'machines right in the end',
      'right by 3 s',
      'message starts right after a beep'
    ].map(cell)
    return cells.every((text) => text === '') ? [] : [[group === '' ? '(none)' : group, ...cells]]
  })
  return {
    title,
    head: [title.toLowerCase(), 'people called machines', 'machines right', 'right by 3 s', 'start right'],
    rows
  }
}

export function tablesOf(calls: readonly JudgedCall[]): readonly Table[] {
  const hello = helloMedianMs(calls)
  const all = scores(calls).map(({ name, count, of, band }) => [
    name,
    `${count} of ${of}`,
    percent(count / of),
    band === null ? '' : `${percent(band.low)} to ${percent(band.high)}`
  ])
  const median = hello === null ? [] : [['a short hello is known after', `${hello} ms`, '', '']]
  return [
    { title: 'The two questions', head: ['what', 'calls', 'share', '95 % band'], rows: [...all, ...median] },
    confusion(calls),
    byGroup(calls, 'Language', ({ language }) => language),
    byGroup(calls, 'Background', ({ background }) => background),
    byGroup(calls, 'Signal over noise', ({ snrDb }) => (snrDb === null ? '' : `${String(snrDb).padStart(2)} dB`)),
    byGroup(calls, 'Voice', ({ voice }) => voice)
  ]
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
