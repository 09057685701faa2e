import { type ChangeKind, amended, changeKinds } from '../../guard/amend.ts'
import { exposureLines } from '../../guard/exposure.ts'
import { law as shipped } from '../../guard/law.ts'
import { Complaint } from '../command/complaint.ts'
import { root, settingOf } from '../command/setting.ts'
import { progress, sayOnStderr, standardOutput } from '../command/terminal.ts'
import { keepList } from '../lists/keep-list.ts'
import { openLists } from '../lists/open-lists.ts'
import { homeOf } from '../postgres/home-of.ts'
import { openInstallation } from '../store/installation.ts'
import { changeLaw, lawChanges } from './law-changes.ts'
import { keepOnFile } from './law-on-file.ts'

export type LawOptions = { readonly json?: boolean; readonly because?: string }

/** What holds here: gates and how they stand, lists and how old their copies are, and every change with who and why. */
export async function showLaw({ json }: LawOptions): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org, postgres } = installation
  const [changes, lists] = await Promise.all([lawChanges(store, org), openLists(postgres.home)])
  keepOnFile(postgres.home, changes)
  const found = amended(shipped, changes)
  if (found.kind === 'bad') throw new Complaint(found.problem)
  const { law } = found
  const now = Date.now()
  const gates = [...law.jurisdictions].flatMap(([id, { registration }]) =>
    registration === null || registration.gate === 'warn'
      ? []
      : [{ region: id, gate: registration.gate, isOpen: found.registered.includes(id), wants: registration.wants }]
  )
  const copies = [...law.jurisdictions].flatMap(([country, { lists: rules }]) =>
    rules.map(({ id, name, freshDays }) => {
      const copy = lists.copy(id)
      const days = copy === null ? null : Math.floor((now - copy.asOf) / 86_400_000)
      return { id, country, name, freshDays, days, numbers: copy?.size ?? 0 }
    })
  )
  const others = lists.all.filter(({ id }) => !law.lists.includes(id)).map(({ id, size }) => ({ id, numbers: size }))
  const told = {
    ...{ asOf: law.asOf, jurisdictions: law.jurisdictions.size, gates, lists: copies, ownLists: others },
    ...{ confirmed: found.confirmed, changes, assumptions: found.assumptions }
  }
  if (json) return await standardOutput().write(`${JSON.stringify(told)}\n`)
  const lines = [
    `Law as of ${law.asOf}, ${law.jurisdictions.size} jurisdictions. Not legal advice: aftertone guard --review names what counsel has to confirm.`,
    '',
    'Gates',
    ...gates.map(({ region, isOpen, wants }) => `  ${region.padEnd(6)} ${isOpen ? 'open' : 'shut'}  ${wants}`),
    '',
    'Do-not-call lists',
    ...copies.map(
      ({ id, days, freshDays, numbers }) =>
        `  ${id.padEnd(16)} ${days === null ? 'no copy' : `${days} of ${freshDays} days old, ${numbers.toLocaleString('en')} numbers${days > freshDays ? ', too old' : ''}`}`
    ),
    ...others.map(({ id, numbers }) => `  ${id.padEnd(16)} our own, ${numbers.toLocaleString('en')} numbers`),
    '',
    'What the price of a doubt stands on (aftertone report --only doubt)',
    ...exposureLines(found.assumptions).map((line) => `  ${line}`),
    '',
    changes.length === 0 ? 'Nothing was changed here.' : 'Changed here',
    ...changes.map(
      ({ at, who, what, key, value, because }) =>
        `  ${new Date(at).toISOString().slice(0, 16)}Z  ${who}: ${what} ${key} ${value} (${because})`
    )
  ]
  await standardOutput().write(`${lines.join('\n')}\n`)
}

/** Writes down a change of the law for this installation. */
export async function setLaw(what: string, key: string, value: string, { json, because }: LawOptions): Promise<void> {
  if (!Object.hasOwn(changeKinds, what))
    throw new Complaint(`${what}: a change is one of ${Object.keys(changeKinds).join(', ')}`, 2)
  if (because === undefined || because.trim() === '')
    throw new Complaint('--because TEXT: say who confirmed it, or why; it is kept with the change', 2)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org, postgres } = installation
  const change = { what: what as ChangeKind, key, value }
  await changeLaw(store, org, shipped, change, {
    who: 'owner',
    because: because.trim(),
    now: Date.now(),
    home: postgres.home
  })
  await standardOutput().write(
    json
      ? `${JSON.stringify(change)}\n`
      : `${what} ${key}: ${value}. Nothing leaves by the law of before; what is planned follows within a minute.\n`
  )
}

export type BringOptions = LawOptions & {
  readonly list: string
  readonly asOf: string
  readonly force?: boolean
}

/** Brings the file of a do-not-call list in; a list that the law does not name is our own, and nothing lifts it. */
export async function bringList(files: readonly string[], options: BringOptions): Promise<void> {
  const owner = [...shipped.jurisdictions].find(([, { lists }]) => lists.some(({ id }) => id === options.list))
  const shown = progress()
  const kept = await keepList({
    ...{ home: homeOf(process.env, root), id: options.list, country: owner?.[0].slice(0, 2) ?? settingOf({}).country },
    ...{ asOf: options.asOf, files, now: Date.now(), force: options.force === true, say: shown.say }
  })
  shown.done()
  const { card, change, problems } = kept
  if (options.json) return await standardOutput().write(`${JSON.stringify(kept)}\n`)
  for (const each of problems.slice(0, 20)) sayOnStderr(String(typeof each === 'string' ? each : JSON.stringify(each)))
  await standardOutput().write(
    `${card.numbers.toLocaleString('en')} numbers in ${card.id} as of ${options.asOf}` +
      `${change === null ? '' : ', changed'}; ${card.refused} lines refused.\n`
  )
}
