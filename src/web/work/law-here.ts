import { type House, house } from '../../guard/house.ts'
import { bareLaw } from '../../guard/in-force.ts'
import { law } from '../../guard/law.ts'
import { lawBook } from '../../guard/lawful.ts'

/** The law as it ships and the rules of the house. A list is not at hand in a browser, and no number is sent to be looked up. */
export const here: House = { ...house, law: bareLaw(lawBook(law)) }

/** Day of the law’s data. */
export const lawAsOf: string = law.asOf
