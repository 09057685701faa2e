import { countWords } from '../../sheet/words.ts'
import { type ConsentEntry, type ConsentWish, type Counts } from './consent.ts'
import { instant } from './instant.ts'
import { type Subject, subjectWords } from './subject.ts'
import { type KeptOut, type LetIn } from './suppress.ts'
import { type Suppression, type SuppressionChange } from './suppressions.ts'

const day = (at: number): string => instant(at).slice(0, 16).replace('T', ' ')
const plain = (text: string): string => text.replaceAll('_', ' ')
const people = (count: number): string => `${countWords(count)} ${count === 1 ? 'person' : 'people'}`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function consentWords(
  leadId: number,
  { group, level, purpose, at }: Pick<ConsentWish, 'group' | 'level' | 'purpose' | 'at'>,
  counts: Counts
): string {
  const said = level === null ? `took back their consent to ${group}` : `agreed to ${group}, ${plain(level)}`
  const lines = [`Written down: lead ${leadId} ${said}, for ${purpose}, on ${day(at)} UTC.`]
  const isLatest = counts.since === at && counts.level === (level ?? 'none')
  if (purpose !== 'telemarketing')
    lines.push('That is kept as it is; what we do here asks for telemarketing, which it leaves as it was.')
  else if (!isLatest && counts.since !== null)
    lines.push(`What counts is the later word: ${plain(counts.level)}, since ${day(counts.since)} UTC.`)
  return `${lines.join('\n')}\n`
}

export function ledgerWords(leadId: number, ledger: readonly ConsentEntry[]): string {
  if (ledger.length === 0) return `Nothing is on record of what lead ${leadId} agreed to.\n`
  return ledger
    .map(({ at, act, group, level, purpose, source, proof, shown, isTakenBack }) => {
      const what = act === 'revoke' ? `${group} revoked` : `${group} ${plain(level)}`
      const more = [source, proof === null ? null : `proof: ${proof}`, shown === null ? null : `shown: ${shown}`]
      const said = more
        .flatMap((each) => each ?? [])
        .join('; ')
        .replaceAll('\n', ' ')
      return `${day(at)}  ${what}, ${purpose}${isTakenBack ? ', taken back' : ''}${said === '' ? '' : ` (${said})`}\n`
    })
    .join('')
}

export function keptOutWords(subject: Subject, { change, since, stopped }: KeptOut): string {
  const what = capital(subjectWords(subject))
  const first =
    change === null ? `${what} is kept out already, since ${day(since)} UTC.` : `${what} is kept out from now on.`
  if (subject.kind === 'everything') return `${first} Nothing leaves to anybody until it is lifted.\n`
  return `${first} ${stopped === 0 ? 'Nobody had to be stopped for it' : `${people(stopped)} stopped by it`}.\n`
}

export function letInWords(subject: Subject, { freed, stillOut }: LetIn): string {
  const what = capital(subjectWords(subject))
  if (subject.kind === 'everything') return 'Everything goes on where it was.\n'
  const rest = stillOut === 0 ? '' : ` ${people(stillOut)} stay stopped for another reason.`
  return `${what} is let in again; ${people(freed)} may be enrolled again.${rest}\n`
}

const LINES = 50
const named = (kind: string, what: string | null): string =>
  kind === 'everything' ? kind : `${kind} ${what ?? '(erased)'}`

export function suppressionWords(now: readonly Suppression[], history: readonly SuppressionChange[]): string {
  if (now.length === 0 && history.length === 0) return 'Nothing is kept out.\n'
  const lines = [`${countWords(now.length)} kept out now:`]
  for (const { kind, what, stop, since, reason, change } of now.slice(-LINES)) {
    const why =
      reason ?? (what === null ? 'erased' : change === null ? 'they said so, or a file did' : 'no reason is kept')
    lines.push(`  ${day(since)}  ${named(kind, what)}: ${plain(stop)}, ${why}`)
  }
  if (now.length > LINES) lines.push(`  and ${countWords(now.length - LINES)} before them (--json names all)`)
  const lifted = history.filter(({ act }) => act === 'let in')
  if (lifted.length > 0) lines.push(`${countWords(lifted.length)} let in again:`)
  for (const { at, kind, what, reason } of lifted.slice(-LINES))
    lines.push(`  ${day(at)}  ${named(kind, what)}: ${reason ?? 'no reason is kept'}`)
  return `${lines.join('\n')}\n`
}
