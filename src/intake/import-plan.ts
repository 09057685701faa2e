import { type Field } from './field.ts'
import { historyFields } from './row-history.ts'
import { consentFields } from './row-reach.ts'
import { readHeading } from './heading.ts'
import { type EmailLabel, type PhoneLabel } from './imported-lead.ts'
import { type MappedColumn, type Mapping, keeping } from './mapping.ts'
import { plainWords } from './plain-words.ts'
import { keptLine } from './row-in-hand.ts'
import { type RowPlan, planOf } from './row-plan.ts'

/** The columns of a file sorted for an import, beside what a sheet needs. */
export type ImportPlan = RowPlan & {
  readonly emails: readonly MappedColumn[]
  readonly notes: readonly MappedColumn[]
  readonly addressMore: readonly MappedColumn[]
  /** By index of a telephone or e-mail column: what its heading says of it, and the column that says so in words. */
  readonly phoneLabels: ReadonlyMap<number, PhoneLabel>
  readonly emailLabels: ReadonlyMap<number, EmailLabel>
  readonly kindColumns: ReadonlyMap<number, number>
  /** Columns that are kept as text, with the name under which they are. */
  readonly others: readonly KeptColumn[]
  /** Columns of fields that have several and of which the first filled one counts. */
  readonly rivals: readonly MappedColumn[]
  /** Whether any column speaks of them: most lists have none, and a row that need not look is read faster. */
  readonly hasHistory: boolean
  readonly hasConsents: boolean
}
export type KeptColumn = { readonly index: number; readonly name: string }

/** Sorts the columns of a mapping; `dropped` are indexes of columns that an import itself once added. */
export function importPlanOf(mapping: Mapping, dropped: ReadonlySet<number>): ImportPlan {
  const plan = planOf(mapping)
  const of = (field: Field) => plan.columns.filter((column) => column.field === field)
  const emails = of('email')
  const aside = mapping.columns.filter((column) => column.field === 'setAside' && column.reason !== 'chosen')
  const others = [...mapping.unmapped, ...aside].filter(({ index }) => !dropped.has(index))
  return {
    ...plan,
    emails,
    notes: of('notes'),
    addressMore: of('addressMore'),
    phoneLabels: labelled(plan.phones, phoneLabel),
    emailLabels: labelled(emails, emailLabel),
    kindColumns: new Map([...pairs(of('phoneKind'), plan.phones), ...pairs(of('emailKind'), emails)]),
    others: others
      .map(({ index, heading }) => ({ index, name: nameOf(heading, index) }))
      .sort((a, b) => a.index - b.index),
    rivals: rivals(plan),
    hasHistory: historyFields.some((field) => plan.has.has(field)),
    hasConsents: consentFields.some((field) => plan.has.has(field))
  }
}

export function nameOf(heading: string, index: number): string {
  return keptLine(heading) || `column ${index + 1}`
}

function labelled<Label>(
  columns: readonly MappedColumn[],
  label: (column: MappedColumn) => Label | null
): ReadonlyMap<number, Label> {
  return new Map(
    columns.flatMap((column) => {
      const found = label(column)
      return found === null ? [] : [[column.index, found] as const]
    })
  )
}

/** "Phone kind 2" speaks of "Phone 2". */
function pairs(
  kinds: readonly MappedColumn[],
  columns: readonly MappedColumn[]
): readonly (readonly [number, number])[] {
  const byOrder = new Map(kinds.map((column) => [orderOf(column), column.index]))
  return columns.flatMap((column) => {
    const kind = byOrder.get(orderOf(column))
    return kind === undefined ? [] : [[column.index, kind] as const]
  })
}

function orderOf({ heading }: MappedColumn): number {
  const read = readHeading(heading)
  return read.kind === 'known' ? read.order : 0
}

const OF_FIRM = /\b(?:company|corporate|organi[sz]ation|account|switchboard|hq|headquarters|main|reception)\b/
/** An assistant's number reaches an office, and several people have the same one. */
const OF_OFFICE = /\b(?:assistant|asst)\b/
const OTHER = /\b(?:other|alt|alternate|alternative|secondary|additional)\b/

function phoneLabel({ field, heading, reason }: MappedColumn): PhoneLabel | null {
  const words = reason === 'heading' ? plainWords(heading) : ''
  if (field === 'phoneCompany' || OF_FIRM.test(words) || OF_OFFICE.test(words)) return 'company'
  if (field === 'phoneWork') return 'work'
  if (field === 'phoneMobile') return 'mobile'
  if (field === 'phoneHome') return 'home'
  return OTHER.test(words) ? 'other' : null
}

function emailLabel({ heading, reason }: MappedColumn): EmailLabel | null {
  const words = reason === 'heading' ? plainWords(heading) : ''
  if (/\b(?:company|organi[sz]ation)\b/.test(words)) return 'company'
  if (/\b(?:work|business|geschaftlich|professionnel|zakelijk)\b/.test(words)) return 'work'
  if (/\b(?:personal|private|privat|home|personnel)\b/.test(words)) return 'home'
  return OTHER.test(words) ? 'other' : null
}

/** Fields all of whose columns are read. */
const read: ReadonlySet<Field> = new Set<Field>([
  ...(['optOut', 'doNotCall', 'stops', 'wrongNumber', 'smsOptOut', 'emailOptOut'] as const)
])

function rivals(plan: RowPlan): readonly MappedColumn[] {
  const counts = new Map<Field, number>()
  for (const { field } of plan.columns) counts.set(field, (counts.get(field) ?? 0) + 1)
  const isRival = (column: MappedColumn): boolean =>
    counts.get(column.field)! > 1 &&
    !plan.phones.includes(column) &&
    !read.has(column.field) &&
    !keeping.has(column.field)
  return plan.columns.filter(isRival)
}
