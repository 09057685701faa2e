/** How words are set off on a terminal; `plain` leaves them as they are. */
export type Paint = {
  readonly bold: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly open: (text: string) => string
}

const asIs = (text: string): string => text
export const plain: Paint = { bold: asIs, faint: asIs, good: asIs, bad: asIs, open: asIs }

const code =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`
export const coloured: Paint = {
  bold: code(1, 22),
  faint: code(2, 22),
  good: code(32, 39),
  bad: code(31, 39),
  open: code(33, 39)
}
