import { stops } from '../../facts/fact.ts'
import { type ConsentGroup } from '../../intake/imported-lead.ts'
import { type Stop } from '../../intake/lead-row.ts'
import { textCode } from '../../facts/fact.ts'
import { Complaint } from '../command/complaint.ts'
import { type Setting, settingOf } from '../command/setting.ts'
import { sayOnStderr, standardOutput } from '../command/terminal.ts'
import { leadNamed } from '../import/find-lead.ts'
import { consentGroups, consentLevels } from '../import/stored-lead.ts'
import { outFile } from '../plan/out-file.ts'
import { firstUser } from '../session/rep-session.ts'
import { insertBatch } from '../store/batch.ts'
import { type Installation, openInstallation } from '../store/installation.ts'
import { type ConsentWish, type Purpose, consentsOf, purposes, writeConsent } from './consent.ts'
import { consentWords, keptOutWords, ledgerWords, letInWords, suppressionWords } from './ledger-words.ts'
import { erasePerson } from './erase.ts'
import { partsOf } from './erase-texts.ts'
import { eraseInWorlds } from './erase-worlds.ts'
import { instant } from './instant.ts'
import { personFile } from './person-file.ts'
import { lineOf, neededLine, saidAt, textOf } from './said.ts'
import { type Subject, domainOf, emailOf, numberOf, subjectWords } from './subject.ts'
import { keepOut, letIn } from './suppress.ts'
import { suppressionHistory, suppressionsNow } from './suppressions.ts'

type Common = { readonly json?: boolean }
const REASON_MAX = 500
const SHOWN_MAX = 20_000

export type ConsentOptions = Common & {
  readonly channel?: string
  readonly purpose?: string
  readonly level?: string
  readonly at?: string
  readonly source?: string
  readonly text?: string
  readonly proof?: string
}

/** What somebody agreed to or took back, with the proof; without an act, the ledger as it stands. */
export async function consentCommand(wanted: string, act: string | undefined, options: ConsentOptions): Promise<void> {
  const setting = settingOf({})
  const said = act === undefined ? null : consentOf(act, options, setting)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const leadId = await leadNamed(installation, wanted, setting.country)
  if (said !== null) await refuseErased(installation, leadId)
  const byUser = await firstUser(store, org)
  const counts = said === null ? null : await writeConsent(store, org, { leadId, byUser, ...said }, setting.now)
  const ledger = await store.inOrgTx(org, (tx) => consentsOf(tx, leadId))
  const out = standardOutput()
  if (options.json) {
    const entries = ledger.map(({ at, writtenAt, ...entry }) => ({
      ...{ at: instant(at), writtenAt: instant(writtenAt), ...entry }
    }))
    const now =
      counts === null ? null : { level: counts.level, since: counts.since === null ? null : instant(counts.since) }
    return await out.write(
      `${JSON.stringify({ id: String(leadId), written: said !== null, counts: now, ledger: entries })}\n`
    )
  }
  await out.write(said === null ? ledgerWords(leadId, ledger) : consentWords(leadId, said, counts!))
}

function consentOf(
  act: string,
  options: ConsentOptions,
  { now, zone }: Setting
): Omit<ConsentWish, 'leadId' | 'byUser'> {
  if (act !== 'grant' && act !== 'revoke') throw new Complaint(`${act}: must be grant or revoke, or nothing to look`, 2)
  const { channel, purpose = 'telemarketing', level } = options
  if (channel === undefined) throw new Complaint(`--channel is needed: one of ${consentGroups.join(', ')}`, 2)
  if (act === 'revoke' && level !== undefined)
    throw new Complaint('--level belongs to a grant: what is revoked has none', 2)
  return {
    group: oneOf('--channel', channel, consentGroups) as ConsentGroup,
    purpose: oneOf('--purpose', purpose, purposes) as Purpose,
    level: act === 'revoke' ? null : (oneOf('--level', level ?? 'express', consentLevels.slice(1)) as 'express'),
    at: saidAt(options.at, act === 'revoke', now, zone),
    source: lineOf('--source', options.source, REASON_MAX),
    shown: textOf('--text', options.text, SHOWN_MAX),
    proof: lineOf('--proof', options.proof, REASON_MAX)
  }
}

function oneOf(name: string, said: string, list: readonly string[]): string {
  if (list.includes(said)) return said
  throw new Complaint(`${name} ${said}: must be one of ${list.join(', ')}`, 2)
}

export type SuppressOptions = Common & {
  readonly number?: string
  readonly email?: string
  readonly domain?: string
  readonly lead?: string
  readonly account?: string
  readonly everything?: boolean
  readonly reason?: string
  readonly source?: string
  readonly stop?: string
  readonly lift?: boolean
  readonly region?: string
}

/** Keeps something out, or lets it in again; without a subject, what is kept out and what became of it. */
export async function suppressCommand(options: SuppressOptions): Promise<void> {
  const { now, country } = settingOf({ region: options.region })
  const names = (['number', 'email', 'domain', 'lead', 'account', 'everything'] as const).filter(
    (name) => options[name] !== undefined
  )
  if (names.length > 1) throw new Complaint(`--${names[0]} and --${names[1]}: one thing at a time is kept out`, 2)
  const name = names[0]
  if (name === undefined) {
    if (options.lift || options.reason !== undefined)
      throw new Complaint('say what: --number, --email, --domain, --lead, --account or --everything', 2)
    return await showSuppressions(options)
  }
  const why = options.lift ? 'say why it is let in again' : 'say why it is kept out'
  const reason = neededLine('--reason', options.reason, REASON_MAX, why)
  const source = lineOf('--source', options.source, REASON_MAX)
  const stop = oneOf('--stop', options.stop ?? 'do_not_call', stops) as Stop
  if (options.lift && options.stop !== undefined) throw new Complaint('--stop belongs to keeping out, not to --lift', 2)
  const written = writtenSubject(name, options, country)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const subject = written ?? (await storedSubject(installation, options, country))
  const because = { byUser: await firstUser(installation.store, installation.org), reason, source }
  const out = standardOutput()
  const told = { kind: subject.kind, what: subjectWords(subject) }
  if (options.lift) {
    const lifted = await letIn(installation, subject, because, now)
    if (lifted === null)
      throw new Complaint(
        `${subjectWords(subject)} is not kept out, so there is nothing to lift${subject.kind === 'lead' ? '; what they asked for themselves is lifted by nothing' : ''}`
      )
    return await out.write(options.json ? `${JSON.stringify({ ...told, lifted })}\n` : letInWords(subject, lifted))
  }
  const kept = await keepOut(installation, subject, stop, because, now)
  const { since, ...sums } = kept
  await out.write(
    options.json ? `${JSON.stringify({ ...told, since: instant(since), ...sums })}\n` : keptOutWords(subject, kept)
  )
}

/** What can be read without the store; null where it has to be looked up. */
function writtenSubject(
  name: 'number' | 'email' | 'domain' | 'lead' | 'account' | 'everything',
  options: SuppressOptions,
  country: string
): Subject | null {
  switch (name) {
    case 'number':
      return { kind: name, value: numberOf(options.number!, country) }
    case 'email':
      return { kind: name, value: emailOf(options.email!) }
    case 'domain':
      return { kind: name, value: domainOf(options.domain!) }
    case 'everything':
      return { kind: name }
    case 'lead':
    case 'account':
      return null
  }
}

async function storedSubject(
  installation: Installation,
  { lead, account }: SuppressOptions,
  country: string
): Promise<Subject> {
  if (lead !== undefined) return { kind: 'lead', id: await leadNamed(installation, lead, country) }
  const { store, org } = installation
  const wanted = account!.trim().toLowerCase()
  const [found] = await store.inOrg(org, [
    {
      text: 'select id, name from account where org = $1 and name_hash = $2 and lower(name) = $3 order by id limit 1',
      values: [org, textCode(wanted), wanted]
    }
  ])
  const row = found!.rows[0] as { id: number; name: string } | undefined
  if (row === undefined)
    throw new Complaint(
      `no firm here is called ${account!.trim().slice(0, 80)}: write it as the company of its leads is written`
    )
  return { kind: 'account', ...row }
}

async function showSuppressions({ json }: Common): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const { now, history } = await store.inOrgTx(org, async (tx) => ({
    now: await suppressionsNow(tx, null),
    history: await suppressionHistory(tx, null)
  }))
  await standardOutput().write(
    json
      ? `${JSON.stringify({
          now: now.map(({ since, ...one }) => ({ since: instant(since), ...one })),
          history: history.map(({ at, ...one }) => ({ at: instant(at), ...one }))
        })}\n`
      : suppressionWords(now, history)
  )
}

export type EraseOptions = Common & { readonly yes?: boolean }

/** Takes away all that names a person, for good. */
export async function eraseCommand(wanted: string, { yes, json }: EraseOptions): Promise<void> {
  const { now, country } = settingOf({})
  if (!yes)
    throw new Complaint(
      'erasing takes a person away for good and nothing brings them back: look with "aftertone export-person", then say --yes',
      2
    )
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, postgres, org } = installation
  const leadId = await leadNamed(installation, wanted, country)
  const parts = await store.inOrgTx(org, (tx) => partsOf(tx, leadId))
  const erased = await erasePerson(installation, leadId, await firstUser(store, org), now)
  const worlds = await eraseInWorlds(postgres, org, [leadId, ...parts])
  const { change, at, hashes, alsoStopped } = erased
  const out = standardOutput()
  if (json)
    return await out.write(
      `${JSON.stringify({ id: String(leadId), erasedAt: instant(at), before: change === null, hashes, alsoStopped: alsoStopped.map(String), worlds })}\n`
    )
  const lines = [
    change === null
      ? `Lead ${leadId} was erased before, on ${instant(at).slice(0, 10)}.`
      : `Lead ${leadId} is erased: nothing here names them any more, and nothing brings them back.`
  ]
  if (hashes > 0)
    lines.push('What they were reached by is kept out for good; an import that brings them again finds them stopped.')
  if (alsoStopped.length > 0)
    lines.push(`Stopped with them, since they have the same number or address: leads ${alsoStopped.join(', ')}.`)
  if (worlds.length > 0) lines.push(`Their names are gone from the worlds ${worlds.join(', ')} too.`)
  lines.push('Not reached: backups, and files that were imported or written before.')
  await out.write(`${lines.join('\n')}\n`)
}

export type ExportPersonOptions = Common & { readonly out?: string }

/** Everything that is stored about a person, as JSON: on one line with --json, else to be read. */
export async function exportPersonCommand(wanted: string, { json, out: path }: ExportPersonOptions): Promise<void> {
  const { now, country } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const leadId = await leadNamed(installation, wanted, country)
  const target = path === undefined || path === '-' ? null : outFile(path, '-')
  const out = target ?? standardOutput()
  try {
    const [auditId = 0] = await store.ids.take(1)
    const byUser = await firstUser(store, org)
    const file = await store.inOrgTx(org, async (tx) => {
      // Who looked is part of the answer.
      await insertBatch(tx, 'audit', {
        ...{ id: ['bigint', [auditId]], at: ['bigint', [now]], who: ['text', [`user ${byUser}`]] },
        ...{ what: ['text', ['lead.exported']], detail: ['jsonb', [JSON.stringify({ lead: leadId })]] }
      })
      return await personFile(tx, leadId, now)
    })
    if (file === null) throw new Complaint(`lead ${leadId} has gone`)
    await out.write(`${JSON.stringify(file, null, json ? undefined : 2)}\n`)
    await out.end()
  } catch (error) {
    target?.discard()
    throw error
  }
}

async function refuseErased({ store, org }: Installation, leadId: number): Promise<void> {
  const [found] = await store.inOrg(org, [
    { text: 'select 1 from lead where org = $1 and id = $2 and erased_at is not null', values: [org, leadId] }
  ])
  if (found!.rows.length > 0)
    throw new Complaint(`lead ${leadId} was erased: nobody is there who could agree to anything`)
}
