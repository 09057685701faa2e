import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { words } from '../words/en.ts'
import { phone } from '../words/numbers.ts'
import { clock } from '../words/times.ts'
import type { SheetHead, SheetRow } from '../work/messages.ts'
import { windowInFull } from './LeadLine.tsx'

/** A paper that long is not read; the rest stays on the screen. */
const PRINTED_MAX = 5_000

/** The sheet as a plain table, in the page only while it is printed. */
export function PrintSheet({ rows, head }: { readonly rows: readonly SheetRow[]; readonly head: SheetHead }) {
  const isPrinting = usePrinting()
  if (!isPrinting) return null
  return (
    <div className="paper">
      <h1>
        {head.listName}, {head.title}
      </h1>
      <p>
        {words.count.spoken(head)} {words.count.asOf(head)}.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.columns.person}</th>
            <th scope="col">{words.paper.number}</th>
            <th scope="col">{words.columns.local}</th>
            <th scope="col">{words.columns.why}</th>
            <th scope="col">{words.columns.voicemail}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, PRINTED_MAX).map((row) => (
            <tr key={row.row}>
              <td>
                <b>{row.name || words.row.unnamed}</b>
                <br />
                {row.company}
              </td>
              <td>{row.phone === null ? '' : phone(row.phone)}</td>
              <td>
                {clock(row.local)} {row.place}
                <br />
                {windowInFull(row)}
              </td>
              <td className="because">{row.why}</td>
              <td>
                {words.answered[row.action]}
                {row.purpose === null ? '' : `: ${words.purposes[row.purpose] ?? row.purpose}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > PRINTED_MAX && <p>{words.paper.cut(PRINTED_MAX, rows.length)}</p>}
    </div>
  )
}

function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(() => matchMedia('print').matches)
  useEffect(() => {
    // The browser takes its picture of the page right after these, so the table must be there at once.
    const begin = (): void => flushSync(() => setPrinting(true))
    const end = (): void => setPrinting(false)
    const media = matchMedia('print')
    const change = (): void => (media.matches ? begin() : end())
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    media.addEventListener('change', change)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
      media.removeEventListener('change', change)
    }
  }, [])
  return isPrinting
}
