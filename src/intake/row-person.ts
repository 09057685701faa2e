import { type ImportedLead } from './imported-lead.ts'
import { plainValue } from './plain-words.ts'
import { type RowInHand, cellOf, columnOf, keptLine } from './row-in-hand.ts'
import { type Field } from './field.ts'

type Names = Pick<ImportedLead, 'salutation' | 'firstName' | 'middleName' | 'lastName' | 'name' | 'jobTitle'>

/** The text of a field as a lead keeps it, empty when there is none. */
export function lineIn(row: RowInHand, field: Field): string {
  const text = cellOf(row, field)
  return text === undefined ? '' : keptLine(text)
}

/** The name in the parts that the file has; a whole name is parted only where a comma does it. */
export function readNames(row: RowInHand): Names {
  const title = lineIn(row, 'jobTitle')
  const said = lineIn(row, 'salutation')
  const isSalutation = said === '' && title !== '' && salutations.has(plainValue(title))
  const rest = {
    salutation: isSalutation ? title : said,
    middleName: lineIn(row, 'middleName'),
    jobTitle: isSalutation ? '' : title
  }
  const [firstName, lastName] = [lineIn(row, 'firstName'), lineIn(row, 'lastName')]
  const whole = lineIn(row, 'name')
  if (firstName === '' && lastName === '') return { ...rest, ...parted(whole) }
  const isSame = whole === '' || plainValue(whole) === plainValue(`${firstName} ${lastName}`)
  if (!isSame) row.leftOut.push(columnOf(row, 'name')!)
  return { ...rest, firstName, lastName, name: '' }
}

/** VICIdial and others call it title. */
const salutations: ReadonlySet<string> = new Set(
  'mr mrs ms miss mx dr prof sir madam herr frau hr fr m mme mlle monsieur madame sr sra srta dhr mevr mw'.split(' ')
)

const SUFFIX =
  /^(?:jr|sr|ii|iii|iv|md|m\.d|phd|ph\.d|dds|dvm|esq|cpa|mba|rn|pe|cfp|inc|llc|llp|ltd|gmbh|co|corp|pa|pllc)\.?$/i
const PART = /^\p{L}[\p{L}\p{M}.'’ -]*$/u

/** "Ortiz, Ana"; "Ortiz, MD" and "Ortiz, Ana, MD" stay whole. */
function parted(whole: string): { readonly firstName: string; readonly lastName: string; readonly name: string } {
  const [lastName, firstName, more] = whole.length < 200 ? whole.split(',').map((part) => part.trim()) : [whole]
  const isParted =
    firstName !== undefined &&
    more === undefined &&
    [lastName!, firstName].every((part) => PART.test(part) && part.split(' ').length <= 3) &&
    !SUFFIX.test(firstName)
  return isParted ? { firstName, lastName: lastName!, name: '' } : { firstName: '', lastName: '', name: whole }
}
