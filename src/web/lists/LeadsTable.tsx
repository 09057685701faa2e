import { useVirtualizer } from '@tanstack/react-virtual'
import { Ban, Clock, OctagonX, Phone, Search, UserRound } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import type { LeadLine } from '../../contract/leads.ts'
import { words as pageWords } from '../words/en.ts'
import { houseWords } from '../words/house.ts'
import { money } from '../words/numbers.ts'
import { clock, nearTime } from '../words/times.ts'
import { Calls } from './Calls.tsx'

const { list: words } = houseWords
const headings = ['person', 'place', 'local', 'why', 'next', 'calls', 'pressure', 'worth'] as const

type TableProps = {
  readonly grid: RefObject<HTMLDivElement | null>
  readonly lines: readonly LeadLine[]
  readonly total: number | null
  readonly hasMore: boolean
  readonly at: number
  readonly onMore: () => void
  readonly onOpen: (id: string) => void
}

/** Rows in the order of the list; only those in sight are drawn, and further pages come as one scrolls to them. */
export function LeadsTable({ grid, lines, total, hasMore, at, onMore, onOpen }: TableProps) {
  const isNarrow = useNarrow(grid)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => grid.current,
    estimateSize: () => (isNarrow ? 66 : 33),
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: 34,
    scrollPaddingEnd: 12
  })
  useEffect(() => virtual.measure(), [virtual, isNarrow])
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at)
  }, [virtual, at])
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= lines.length - 30) onMore()
  }, [hasMore, last, lines.length, onMore])
  const current = lines[at]
  return (
    <div
      ref={grid}
      className={isNarrow ? 'grid leads-grid grid-narrow' : 'grid leads-grid'}
      role="grid"
      aria-label={words.tabs.leads}
      aria-rowcount={(total ?? lines.length) + 1}
      aria-colcount={headings.length}
      aria-busy={total === null}
      tabIndex={0}
      aria-activedescendant={
        current !== undefined && seen.some(({ index }) => index === at) ? `lead-${current.id}` : undefined
      }
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {headings.map((heading, i) => (
          <span key={heading} role="columnheader" className={`c-${heading}`} aria-colindex={i + 1}>
            {heading === 'place' ? <span className="unseen">{pageWords.columns.place}</span> : words.columns[heading]}
          </span>
        ))}
      </div>
      <div className="grid-body" role="rowgroup" style={{ blockSize: virtual.getTotalSize() }}>
        {seen.map(({ index, key, start }) => {
          const line = lines[index]!
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-row={line.row}
              id={`lead-${line.id}`}
              className={index === at ? 'lead-line lead-at' : 'lead-line'}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === at}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onOpen(line.id)}
            >
              <Cells line={line} />
            </div>
          )
        })}
      </div>
      {lines.length > 0 && (
        <p className="small grid-end" aria-hidden="true">
          {hasMore ? words.more : words.end}
        </p>
      )}
    </div>
  )
}

function Cells({ line }: { readonly line: LeadLine }) {
  return (
    <>
      <span
        className="c-person"
        role="gridcell"
        title={line.company === '' ? line.name : `${line.name}, ${line.company}`}
      >
        <b>{line.name}</b> <small>{line.company}</small>
      </span>
      <span className="c-place" role="gridcell">
        {line.place}
      </span>
      <span className="c-local" role="gridcell">
        {clock(line.local)}
      </span>
      <span className={line.standing === 'callable' ? 'c-why c-why-now' : 'c-why'} role="gridcell" title={line.why}>
        <Icon line={line} /> <span>{line.why}</span>
      </span>
      <span className="c-next" role="gridcell">
        {nextOf(line)}
      </span>
      <span className="c-calls" role="gridcell">
        <Calls made={line.calls} most={line.callsMax} />
      </span>
      <span className="c-pressure" role="gridcell">
        <Pressure value={line.pressure} />
      </span>
      <span className="c-worth" role="gridcell">
        {line.worthCents === null ? '' : money(line.worthCents, line.currency)}
      </span>
    </>
  )
}

function nextOf({ standing, nextAt, local }: LeadLine): string {
  if (standing === 'stopped') return words.never
  if (nextAt === null) return ''
  return nextAt <= local ? words.nowWord : nearTime(nextAt, local)
}

const icons: Readonly<Record<LeadLine['standing'], typeof Phone>> = {
  idle: UserRound,
  active: Clock,
  callable: Phone,
  reserved: Phone,
  parked: Clock,
  passive: Ban,
  ended: Ban,
  stopped: OctagonX
}

function Icon({ line }: { readonly line: LeadLine }) {
  const Drawn = line.why.startsWith('No number') ? Search : icons[line.standing]
  return <Drawn size={16} strokeWidth={1.75} aria-hidden="true" className={line.standing === 'stopped' ? 'loud' : ''} />
}

const PRESSURE_FULL = 8

/** How hard we press, as a bar with its number; above six it turns. */
function Pressure({ value }: { readonly value: number }) {
  const share = Math.min(1, value / PRESSURE_FULL)
  return (
    <span className="pressure-bar" title={words.pressure(value)}>
      <span className="pressure-track" aria-hidden="true">
        <i className={value >= 6 ? 'pressure-high' : ''} style={{ inlineSize: `${share * 100}%` }} />
      </span>
      {value}
    </span>
  )
}

const NARROW_PX = 640

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
