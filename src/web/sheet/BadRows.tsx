import { Download } from 'lucide-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { words } from '../words/en.ts'
import { count } from '../words/numbers.ts'
import type { BadRow } from '../work/messages.ts'
import type { Sheet } from '../work/sheet-store.ts'

/** Every row that is no lead, with its reason. */
export function BadRows({ sheet }: { readonly sheet: Sheet }) {
  const { bad, head } = sheet
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: bad.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 36,
    overscan: 12
  })
  return (
    <div className="frame-page frame-fill">
      <h1 className="answer">{words.bad.heading(bad.length)}</h1>
      {bad.length > 0 && (
        <>
          <p className="text">{words.bad.under}</p>
          <p>
            <button
              type="button"
              className="button"
              onClick={() => download(words.bad.fileName(head.listName), csvOf(bad))}
            >
              <Download size={16} strokeWidth={1.75} aria-hidden="true" /> {words.bad.download}
            </button>
          </p>
          <div className="bad-rows" role="table" aria-rowcount={bad.length + 1} aria-label={words.side.bad}>
            <div className="bad-head" role="row" aria-rowindex={1}>
              <span role="columnheader">{words.bad.row}</span>
              <span role="columnheader">{words.bad.reason}</span>
            </div>
            <div ref={scroll} className="bad-scroll" role="rowgroup" tabIndex={0} aria-label={words.bad.reason}>
              <div role="presentation" className="bad-body" style={{ blockSize: virtual.getTotalSize() }}>
                {virtual.getVirtualItems().map(({ index, start }) => (
                  <div
                    key={index}
                    ref={virtual.measureElement}
                    data-index={index}
                    className="bad-row"
                    role="row"
                    aria-rowindex={index + 2}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <span role="cell">{count(bad[index]!.row)}</span>
                    <span role="cell" className="because">
                      {bad[index]!.reason}
                    </span>
                  </div>
                ))}
              </div>
            </div>
          </div>
        </>
      )}
    </div>
  )
}

function csvOf(bad: readonly BadRow[]): string {
  const lines = bad.map(({ row, reason }) => `${row},"${reason.replaceAll('"', '""')}"`)
  return [`${words.bad.row},${words.bad.reason}`, ...lines].join('\r\n')
}

/** Hands a text to the person as a file; the mark in front tells spreadsheets that it is UTF-8. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
