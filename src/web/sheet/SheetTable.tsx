import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, memo, useCallback, useEffect, useMemo, useState } from 'react'
import { words } from '../words/en.ts'
import { count } from '../words/numbers.ts'
import type { SheetHead, SheetRow } from '../work/messages.ts'
import { type Drawn, drawnOf } from './filter.ts'
import { LeadLine } from './LeadLine.tsx'

type SheetTableProps = {
  readonly grid: RefObject<HTMLDivElement | null>
  readonly rows: readonly SheetRow[]
  readonly head: SheetHead
  /** Index of the lead under the cursor, −1 none. */
  readonly at: number
  /** Row of the file of the lead that is open. */
  readonly open: number | null
  readonly onOpen: (row: number) => void
}

const headings = ['person', 'place', 'local', 'why', 'voicemail', 'next', 'calls', 'worth'] as const

/** The rows in calling order; only those in sight are in the page, and readers are told of the others. */
export const SheetTable = memo(function SheetTable({ grid, rows, head, at, open, onOpen }: SheetTableProps) {
  const drawn = useMemo(() => drawnOf(rows), [rows])
  const places = useMemo(() => placesOf(drawn), [drawn])
  const isNarrow = useNarrow(grid)
  // Functions that stay the same: a new one would make it measure a hundred thousand rows again.
  const estimateSize = useCallback((index: number) => heightOf(drawn[index]!, isNarrow), [drawn, isNarrow])
  const getItemKey = useCallback((index: number) => keyOf(drawn[index]!), [drawn])
  const virtual = useVirtualizer({
    count: drawn.length,
    getScrollElement: () => grid.current,
    estimateSize,
    getItemKey,
    overscan: 12,
    scrollPaddingStart: 44,
    scrollPaddingEnd: 12
  })
  useEffect(() => virtual.measure(), [virtual, isNarrow])
  const target = at < 0 ? -1 : (places[at] ?? -1)
  useEffect(() => {
    // The first row brings its group's heading along.
    if (target >= 0) virtual.scrollToIndex(target <= 1 ? 0 : target)
  }, [virtual, target])

  const seen = virtual.getVirtualItems()
  const isSeen = seen.some((item) => item.index === target)
  return (
    <div
      ref={grid}
      className={isNarrow ? 'grid grid-narrow' : 'grid'}
      role="grid"
      aria-label={words.side.sheet}
      aria-rowcount={drawn.length + 1}
      aria-colcount={headings.length}
      tabIndex={0}
      aria-activedescendant={isSeen ? `lead-${rows[at]!.row}` : undefined}
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {headings.map((heading, i) => (
          <span key={heading} role="columnheader" className={`c-${heading}`} aria-colindex={i + 1}>
            {words.columns[heading]}
          </span>
        ))}
      </div>
      <div className="grid-body" role="rowgroup" style={{ blockSize: virtual.getTotalSize() }}>
        {seen.map(({ index, key, start }) => {
          const each = drawn[index]!
          const place = { transform: `translateY(${start}px)` }
          const measure = virtual.measureElement
          if (each.kind === 'group')
            return <GroupLine key={key} group={each} head={head} index={index} style={place} measure={measure} />
          return (
            <LeadLine
              key={key}
              row={each.row}
              index={index}
              head={head}
              isNarrow={isNarrow}
              isAt={each.at === at}
              isOpen={each.row.row === open}
              style={place}
              measure={measure}
              onOpen={onOpen}
            />
          )
        })}
      </div>
    </div>
  )
})

type GroupLineProps = {
  readonly group: Extract<Drawn, { kind: 'group' }>
  readonly head: SheetHead
  readonly index: number
  readonly style: { readonly transform: string }
  readonly measure: (element: Element | null) => void
}

function GroupLine({ group, head, index, style, measure }: GroupLineProps) {
  const name = head.groups[group.group]?.name
  const [title, reason] = name ? words.groups[name] : ['', '']
  return (
    <div ref={measure} data-index={index} className="group-line" role="row" aria-rowindex={index + 2} style={style}>
      <span role="rowheader" aria-colspan={headings.length}>
        <b>{title}</b> <span className="group-number">{count(group.count)}</span>{' '}
        <span className="group-reason">{reason}</span>
      </span>
    </div>
  )
}

/** Where the lead of an index stands among headings and leads. */
function placesOf(drawn: readonly Drawn[]): readonly number[] {
  return drawn.flatMap((each, i) => (each.kind === 'row' ? [i] : []))
}

/** A first guess before a row is measured: reasons wrap, so a long one takes a second line. */
function heightOf(each: Drawn, isNarrow: boolean): number {
  if (each.kind === 'group') return isNarrow ? 66 : 40
  if (isNarrow) return each.row.why.length > 40 ? 86 : 66
  return each.row.why.length > 52 ? 45 : 33
}

/** Rows by their number in the file, headings below zero. */
const keyOf = (each: Drawn): number => (each.kind === 'group' ? -1 - each.group : each.row.row)

const NARROW_PX = 640

/** True while the table is too narrow for columns and shows two lines a lead. */
function useNarrow(grid: RefObject<HTMLDivElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(() => innerWidth < NARROW_PX)
  useEffect(() => {
    const element = grid.current
    if (!element) return
    const observer = new ResizeObserver(() => setNarrow(element.clientWidth < NARROW_PX))
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid])
  return isNarrow
}
