import { type MappedColumn } from './mapping.ts'
import { plainWords } from './plain-words.ts'

/**
 * Columns whose meaning an import knows only from their neighbours. Close calls the company "display name" when the
 * person has a column beside it; Pipedrive's table of organisations has an id of its own, which is not the person's.
 */
export function settledColumns(columns: readonly MappedColumn[]): readonly MappedColumn[] {
  const hasPerson = columns.some(
    (column) => column.field === 'name' && /^(?:primary )?contact(?: name)?$/.test(plainWords(column.heading))
  )
  const hasOwnId = columns.some((column) => column.field === 'id' && !isOfFirm(column))
  return columns.map((column) => {
    if (column.reason !== 'heading') return column
    if (column.field === 'name' && hasPerson && /^(?:display|lead) name$|^lead$/.test(plainWords(column.heading)))
      return { ...column, field: 'company', note: 'taken as the company, since the person has a column of its own' }
    if (column.field === 'id' && hasOwnId && isOfFirm(column))
      return { ...column, field: 'setAside', note: 'the id of the company, not of the person' }
    return column
  })
}

function isOfFirm({ heading }: MappedColumn): boolean {
  return /^(?:organi[sz]ation|company|account|deal)\b/.test(plainWords(heading))
}
