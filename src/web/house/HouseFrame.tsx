import { Link, Outlet, useLocation, useRouterState } from '@tanstack/react-router'
import { FileUp, ListChecks, Scale, Users } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { house } from '../../contract/house.ts'
import { useConnection } from '../ask/connection.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { Key } from '../parts/Key.tsx'
import { KeysDialog } from '../parts/KeysDialog.tsx'
import { Mark } from '../parts/Mark.tsx'
import { ThemeButton } from '../parts/ThemeButton.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { houseWords } from '../words/house.ts'
import { words } from '../words/en.ts'
import { DemoLine } from './DemoLine.tsx'
import { SignedOut } from './SignedOut.tsx'
import { useLeap } from './use-leap.ts'

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** What holds everywhere on the pages about the work: navigation, whose work it is, and whether somebody answers. */
export function HouseFrame() {
  const { answer, problem } = useAnswer(house, {})
  const [isHelping, setHelping] = useState(false)
  const since = useConnection()
  useKeys({ '?': () => setHelping(true) })
  useLeap()
  useHeadingFocus()
  const isOut = problem?.code === 'signed_out'
  // Whether the line of the demo stands above the page is known before the page is: nothing that comes late may push.
  const isKnown = answer !== null || problem !== null || since !== null
  return (
    <div className={since === null ? 'house' : 'house house-offline'}>
      {since !== null && (
        <p className="offline" role="status">
          {houseWords.offline(since)}
        </p>
      )}
      <a href="#main" className="unseen skip">
        {houseWords.nav.skip}
      </a>
      <Navigation onHelp={() => setHelping(true)} />
      <main className="house-main" id="main" tabIndex={-1}>
        {answer?.isDemo && <DemoLine />}
        {isOut ? <SignedOut /> : isKnown && <Outlet />}
      </main>
      {isHelping && <KeysDialog onClose={() => setHelping(false)} rows={houseWords.keys.rows} />}
    </div>
  )
}

function Navigation({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <header className="nav">
      <p className="nav-mark">
        <Mark size={28} /> <b>{words.product}</b>
      </p>
      <nav aria-label={houseWords.nav.label}>
        <ul>
          <li>
            <Item to="/work" under="/lists" says={houseWords.nav.work} letter="L" drawn={<ListChecks {...icon} />} />
          </li>
          <li>
            <Item to="/worlds" under="/worlds" says={houseWords.nav.day} letter="D" drawn={<Users {...icon} />} />
          </li>
        </ul>
        <h2 className="nav-head">{houseWords.nav.proof}</h2>
        <ul>
          <li>
            <Item to="/report" under="/report" says={houseWords.nav.report} letter="R" drawn={<Scale {...icon} />} />
          </li>
        </ul>
        <h2 className="nav-head">{houseWords.nav.tools}</h2>
        <ul>
          <li>
            <Item to="/" under="/-" says={houseWords.nav.sheet} letter="S" drawn={<FileUp {...icon} />} />
          </li>
        </ul>
      </nav>
      <div className="nav-foot">
        <ThemeButton />
        <button type="button" className="side-item" onClick={onHelp} aria-keyshortcuts="?">
          <Key name="?" /> {houseWords.nav.keys}
        </button>
      </div>
    </header>
  )
}

type ItemProps = {
  readonly to: '/work' | '/worlds' | '/report' | '/'
  readonly under: string
  readonly says: string
  readonly letter: string
  readonly drawn: React.ReactNode
}

function Item({ to, under, says, letter, drawn }: ItemProps) {
  const { pathname, search } = useLocation()
  // A lead belongs to the lists, in a world to the simulated days.
  const home = pathname.startsWith('/leads') ? ('world' in search ? '/worlds' : '/work') : pathname
  const isHere = home === to || home.startsWith(under)
  return (
    <Link
      to={to}
      className="side-item"
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={`G ${letter}`}
      activeProps={{}}
    >
      {drawn} <span>{says}</span>
    </Link>
  )
}

const HEADING_WAIT_MS = 5_000

/**
 * A page change is heard: the focus goes to the heading of the new page, also where that comes a moment later. The
 * first page leaves it where it is.
 */
function useHeadingFocus(): void {
  // Where the pages stand that are shown: the address itself changes while the old page is still there.
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    const isFirst = before.current === undefined
    before.current = pathname
    if (isFirst) return
    const old = document.activeElement
    const focus = (): boolean => {
      // Whoever has gone on to something else is not called back.
      if (document.activeElement !== old && document.activeElement !== document.body) return true
      const heading = document.querySelector<HTMLElement>('main h1')
      heading?.focus({ preventScroll: true })
      return heading !== null && document.activeElement === heading
    }
    if (focus()) return
    const watch = new MutationObserver(() => focus() && watch.disconnect())
    watch.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true })
    const stop = setTimeout(() => watch.disconnect(), HEADING_WAIT_MS)
    return () => {
      clearTimeout(stop)
      watch.disconnect()
    }
  }, [pathname])
}
