import { didYouMean } from '../facts/nearest.ts'
import { type Path, type Problem, type Text, inOrder, readText } from '../playbook/text.ts'
import {
  type AssumptionName,
  type Assumptions,
  assumptionNames,
  assumptionTable,
  houseAssumptions,
  withAssumptions
} from './assumptions.ts'

/** A floor: invented people by a name, what is special about them, and every number they follow. */
export type FloorSetup = { readonly name: string; readonly says: string; readonly assumptions: Assumptions }
export type FloorReading =
  | { readonly kind: 'ok'; readonly floor: FloorSetup }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] }

/**
 * Read the text of a floor file. It changes some of the numbers of another floor, named by `from`; without one, of the
 * table. `parents` gives the text of a floor by its name, or null. Never throws on any text.
 */
export function readFloor(source: string, parents: (name: string) => string | null): FloorReading {
  return readInLine(source, parents, [])
}

/** `line` holds the floors that are being read because one names the next, so that a ring is seen. */
function readInLine(source: string, parents: (name: string) => string | null, line: readonly string[]): FloorReading {
  const read = readText(source, 'floor')
  if (read.kind === 'wrong') return read
  const { text } = read
  if (!isMap(text.value)) return wrong([{ ...text.placeOf([]), problem: 'a floor begins with floor: NAME' }])
  const { floor: name, says, from, assumptions } = text.value
  const changed = changesOf(text, assumptions)
  const base = baseOf(text, from, parents, typeof name === 'string' ? [...line, name] : line)
  const values = withAssumptions(base.assumptions, changed.values)
  const problems = [
    ...unknownKeys(text, text.value),
    ...nameProblems(text, name),
    ...(typeof says === 'string' && says.trim() !== ''
      ? []
      : [{ ...text.placeOf(['says']), problem: 'says is missing: a sentence about what is special on this floor' }]),
    ...base.problems,
    ...changed.problems,
    ...(changed.problems.length === 0 ? togetherProblems(text, values) : [])
  ]
  if (problems.length > 0) return wrong(problems)
  return { kind: 'ok', floor: { name: name as string, says: (says as string).trim(), assumptions: values } }
}

function baseOf(
  text: Text,
  from: unknown,
  parents: (name: string) => string | null,
  line: readonly string[]
): { readonly assumptions: Assumptions; readonly problems: readonly Problem[] } {
  if (from === undefined) return { assumptions: houseAssumptions, problems: [] }
  const no = (problem: string) => ({
    assumptions: houseAssumptions,
    problems: [{ ...text.placeOf(['from']), problem }]
  })
  if (typeof from !== 'string') return no(`from: must be the name of a floor, not ${shown(from)}`)
  if (line.includes(from)) return no(`from: ${[...line, from].join(' is made from ')}, which never ends`)
  const parent = parents(from)
  if (parent === null) return no(`from: there is no floor called ${from}`)
  const reading = readInLine(parent, parents, line)
  if (reading.kind === 'ok') return { assumptions: reading.floor.assumptions, problems: [] }
  const first = reading.problems[0]!
  return no(`from: the floor ${from} has a mistake at ${first.line}:${first.column}: ${first.problem}`)
}

function unknownKeys(text: Text, value: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.keys(value)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({
      ...text.placeOfKey([], key),
      problem: `${key}: this name is not known here${didYouMean(key, KEYS)}`
    }))
}

function nameProblems(text: Text, name: unknown): readonly Problem[] {
  if (typeof name === 'string' && NAME.test(name)) return []
  const problem =
    name === undefined
      ? 'floor is missing: a name such as my-town'
      : `floor: a name is small letters, digits and hyphens, not ${shown(name)}`
  return [{ ...text.placeOf(['floor']), problem }]
}

type Changes = Partial<Record<AssumptionName, number>>

function changesOf(
  text: Text,
  value: unknown
): { readonly values: Readonly<Changes>; readonly problems: readonly Problem[] } {
  if (value === undefined || value === null) return { values: {}, problems: [] }
  if (!isMap(value)) {
    const problem = `assumptions: must be names with numbers, not ${shown(value)}`
    return { values: {}, problems: [{ ...text.placeOf(['assumptions']), problem }] }
  }
  const values: Changes = {}
  const problems: Problem[] = []
  for (const [name, given] of Object.entries(value)) {
    const problem = problemWith(name, given)
    const path: Path = ['assumptions', name]
    if (problem === null) values[name as AssumptionName] = given as number
    else if (isAssumption(name)) problems.push({ ...text.placeOf(path), problem })
    else problems.push({ ...text.placeOfKey(['assumptions'], name), problem })
  }
  return { values, problems }
}

function problemWith(name: string, given: unknown): string | null {
  if (!isAssumption(name)) return `${name}: there is no such assumption${didYouMean(name, assumptionNames)}`
  const { min, max, unit } = assumptionTable[name]
  if (typeof given !== 'number' || !Number.isFinite(given)) return `${name}: must be a number, not ${shown(given)}`
  return given >= min && given <= max ? null : `${name}: must lie from ${min} to ${max} (${unit}), not ${given}`
}

/** What no single number is wrong about. */
function togetherProblems(text: Text, a: Assumptions): readonly Problem[] {
  const weights = (group: string): number =>
    assumptionNames
      .filter((name) => name.startsWith(group) && assumptionTable[name].unit === 'weight')
      .reduce((sum, name) => sum + a[name], 0)
  const problems: string[] = []
  for (const group of ['said.', 'loss.', 'objection.'])
    if (weights(group) === 0) problems.push(`assumptions: one weight of ${group}… must be above 0`)
  if (a['answer.daypart.morning'] + a['answer.daypart.noon'] > 1)
    problems.push('assumptions: answer.daypart.morning and answer.daypart.noon are more than all people together')
  return problems.map((problem) => ({ ...text.placeOf(['assumptions']), problem }))
}

const KEYS: readonly string[] = ['floor', 'says', 'from', 'assumptions']
const NAME = /^[a-z][a-z0-9-]{0,59}$/
const NAMES: ReadonlySet<string> = new Set(assumptionNames)

const isAssumption = (name: string): name is AssumptionName => NAMES.has(name)
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (problems: readonly Problem[]): FloorReading => ({ kind: 'wrong', problems: inOrder(problems) })

function shown(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
