import { CircleDashed, CirclePause, FileText, House, Phone, PhoneIncoming, Radio, Voicemail } from 'lucide-react'
import type { RepNow } from '../../contract/worlds.ts'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'

const { day: words } = houseWords

const icons: Readonly<Record<RepNow['state'], typeof Phone>> = {
  away: House,
  ready: CircleDashed,
  ringing: Phone,
  mailbox: Voicemail,
  leaving: Radio,
  talking: Phone,
  inbound: PhoneIncoming,
  writing: FileText,
  pause: CirclePause
}

/** A rep of the simulated floor: what they do, with whom, and four numbers. Filled means certain. */
export function RepTile({ rep, isOver }: { readonly rep: RepNow; readonly isOver: boolean }) {
  const state = isOver ? 'away' : rep.state
  const Icon = icons[state]
  return (
    <li className="tile">
      <p className={`pill pill-${state}`}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" /> {words.states2[state]}
      </p>
      <h2 className="tile-name">{rep.name}</h2>
      <p className="tile-whom">{isOver ? '\u00a0' : (rep.whom ?? '\u00a0')}</p>
      {rep.isReturnDesk ? (
        <p className="tile-numbers small">{words.returnDesk}</p>
      ) : (
        <dl className="tile-numbers">
          {(['dials', 'people', 'talks', 'meetings'] as const).map((name) => (
            <div key={name}>
              <dt>{words.rep[name]}</dt> <dd>{count(rep[name])}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
