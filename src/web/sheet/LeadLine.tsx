import { Ban, Clock, Gavel, Handshake, OctagonX, Phone, PhoneIncoming, Reply, UserRound } from 'lucide-react'
import { memo } from 'react'
import { Said } from '../parts/Said.tsx'
import { words } from '../words/en.ts'
import { money } from '../words/numbers.ts'
import { clock, dayAndClock, nearTime } from '../words/times.ts'
import type { GroupName, SheetHead, SheetRow } from '../work/messages.ts'

type LeadLineProps = {
  readonly row: SheetRow
  readonly index: number
  readonly head: SheetHead
  readonly isNarrow: boolean
  readonly isAt: boolean
  readonly isOpen: boolean
  readonly style: { readonly transform: string }
  readonly measure: (element: Element | null) => void
  readonly onOpen: (row: number) => void
}

/** One lead of the sheet. */
export const LeadLine = memo(function LeadLine({
  row,
  index,
  head,
  isNarrow,
  isAt,
  isOpen,
  style,
  measure,
  onOpen
}: LeadLineProps) {
  const marks = `lead-line${isAt ? ' lead-at' : ''}${isOpen ? ' lead-open' : ''}`
  return (
    <div
      ref={measure}
      data-index={index}
      id={`lead-${row.row}`}
      className={marks}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      style={style}
      data-row={row.row}
      onClick={() => onOpen(row.row)}
    >
      <span className="c-person" role="gridcell" title={whole(row)}>
        <b>{row.name || words.row.unnamed}</b> <small>{row.company}</small>
      </span>
      <span className="c-place" role="gridcell">
        {row.place}
      </span>
      <span className="c-local" role="gridcell">
        {clock(row.local)} <small>{windowOf(row, isNarrow)}</small>
      </span>
      <span className={row.callable ? 'c-why c-why-now' : 'c-why'} role="gridcell" title={row.why}>
        <WhyIcon group={head.groups[row.group]?.name} /> <span>{row.why}</span>
      </span>
      <span className="c-voicemail" role="gridcell">
        <Said answered={row.action} purpose={row.purpose} />
      </span>
      <span className="c-next" role="gridcell">
        {nextOf(row)}
      </span>
      <span className="c-calls" role="gridcell">
        <Calls made={row.calls} most={head.callsMax} />
      </span>
      <span className="c-worth" role="gridcell">
        {row.worth === null ? '' : money(row.worth, row.currency)}
      </span>
    </div>
  )
})

const whole = (row: SheetRow): string => (row.company === '' ? row.name : `${row.name}, ${row.company}`)

function windowOf(row: SheetRow, isShort: boolean): string {
  if (row.callable) return row.until === null ? '' : words.row.until(nearTime(row.until, row.local))
  if (row.from === null) return isShort ? '' : words.row.notByTime
  return words.row.from(nearTime(row.from, row.local))
}

function nextOf(row: SheetRow): string {
  if (row.nextChannel !== null && row.nextAt !== null) {
    return `${words.channels[row.nextChannel] ?? row.nextChannel} ${nearTime(row.nextAt, row.local)}`
  }
  if (row.ends === null) return ''
  return words.ends[row.ends] ?? row.ends
}

const icons: Readonly<Record<GroupName, typeof Phone>> = {
  'callback due': Handshake,
  'new inbound lead': PhoneIncoming,
  'conversation under way': Reply,
  'window closes soon': Phone,
  'best value first': Phone,
  'not meant for them': UserRound,
  later: Clock,
  'not by law': Gavel,
  'not by this playbook': Ban,
  never: OctagonX
}

function WhyIcon({ group }: { readonly group: GroupName | undefined }) {
  const Icon = group === undefined ? Clock : icons[group]
  const isLoud = group === 'callback due' || group === 'never'
  return <Icon size={16} strokeWidth={1.75} aria-hidden="true" {...(isLoud ? { className: 'loud' } : {})} />
}

const PIPS_MAX = 8

/** Calls made as blocks on a line as long as the playbook allows; long lines are numbers. */
function Calls({ made, most }: { readonly made: number; readonly most: number | null }) {
  const says = words.row.calls(made, most)
  if (most === null || most > PIPS_MAX || made > most) {
    return <span title={says}>{most === null ? made : `${made} of ${most}`}</span>
  }
  return (
    <span className="pips" role="img" aria-label={says} title={says}>
      {Array.from({ length: most }, (_, i) => (
        <i key={i} className={i < made ? 'pip pip-made' : 'pip'} />
      ))}
    </span>
  )
}

/** The time of a row in full, for print. */
export function windowInFull(row: SheetRow): string {
  if (row.callable) return row.until === null ? '' : words.row.until(nearTime(row.until, row.local))
  return row.from === null ? words.row.notByTime : words.row.from(dayAndClock(row.from))
}
