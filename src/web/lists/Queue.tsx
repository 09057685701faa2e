import { Link } from '@tanstack/react-router'
import { Handshake, Phone, PhoneIncoming, Reply } from 'lucide-react'
import type { Answer } from '../../contract/endpoint.ts'
import type { QueueLine, queue } from '../../contract/lists.ts'
import { useRows } from '../house/use-rows.ts'
import { words as pageWords } from '../words/en.ts'
import { houseWords } from '../words/house.ts'
import { clock } from '../words/times.ts'
import { Calls } from './Calls.tsx'

const { list: words } = houseWords
const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

const icons: Readonly<Record<string, typeof Phone>> = {
  'callback due': Handshake,
  'new inbound lead': PhoneIncoming,
  'conversation under way': Reply
}

type QueueProps = {
  readonly told: Answer<typeof queue>
  readonly asOf: string
  readonly onWhy: () => void
}

/** The next ones in calling order; the widest column is the reason. */
export function Queue({ told, asOf, onWhy }: QueueProps) {
  const body = useRows()
  if (told.next.length === 0)
    return (
      <div className="house-page">
        <h1 className="answer" tabIndex={-1}>
          {houseWords.funnel.heading(told.list, told.funnel, told.callable)}
        </h1>
        <p className="acts">
          <button type="button" className="button button-main" onClick={onWhy}>
            {words.tabs.why}
          </button>
        </p>
      </div>
    )
  return (
    <div className="queue">
      <h1 className="unseen" tabIndex={-1}>
        {words.tabs.next}
      </h1>
      <p className="count-line">
        <b>{words.now(told.callable, soonest(told.next))}</b> {words.shown(told.next.length, told.callable)},{' '}
        {houseWords.asOf(asOf)}
      </p>
      <table className="plain queue-table">
        <thead>
          <tr>
            <th scope="col">{words.columns.person}</th>
            <th scope="col">
              <span className="unseen">{pageWords.columns.place}</span>
            </th>
            <th scope="col">{words.columns.local}</th>
            <th scope="col">{words.columns.why}</th>
            <th scope="col">{words.columns.playbook}</th>
            <th scope="col">{words.columns.calls}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {told.next.map((line) => (
            <Line key={line.id} line={line} list={told.list.id} />
          ))}
        </tbody>
      </table>
      <p className="small queue-note">{words.orderNote}</p>
    </div>
  )
}

/** The first closing among those who are shown; null where none closes. */
function soonest(lines: readonly QueueLine[]): string | null {
  const ends = lines.flatMap(({ until }) => (until === null ? [] : [clock(until)]))
  return ends.length === 0 ? null : ends.reduce((least, each) => (each < least ? each : least))
}

function Line({ line, list }: { readonly line: QueueLine; readonly list: string }) {
  const Icon = icons[line.group] ?? Phone
  return (
    <tr>
      <th scope="row" className="cut">
        <Link
          to="/leads/$lead"
          params={{ lead: line.id }}
          search={{ list }}
          className="row-link"
          data-row-link
          title={line.company === '' ? line.name : `${line.name}, ${line.company}`}
        >
          {line.name} <small>{line.company}</small>
        </Link>
      </th>
      <td className="small-cell">{line.place}</td>
      <td>
        {clock(line.local)} {line.until !== null && <small>{pageWords.row.until(clock(line.until))}</small>}
      </td>
      <td className="why">
        <Icon {...icon} className={line.group === 'callback due' ? 'loud' : 'wire'} /> <span>{line.why}</span>
      </td>
      <td className="cut second">{line.playbook}</td>
      <td>
        <Calls made={line.calls} most={line.callsMax} />
      </td>
    </tr>
  )
}
