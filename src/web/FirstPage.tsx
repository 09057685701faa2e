import { useCallback, useEffect, useRef, useState } from 'react'
import { FactsPage } from './facts/FactsPage.tsx'
import { KeysDialog } from './parts/KeysDialog.tsx'
import { useKeys } from './parts/use-keys.ts'
import { useDrop } from './parts/use-drop.ts'
import { sample } from './sample.ts'
import { Frame } from './sheet/Frame.tsx'
import { overridesOf } from './sheet/overrides.ts'
import { Start } from './start/Start.tsx'
import { useAddress } from './use-address.ts'
import { words } from './words/en.ts'
import type { Settings } from './work/messages.ts'
import { store, useSheet } from './work/use-sheet.ts'

/** Drop a list or fill in facts, choose a strategy, read the decisions: the whole first route. */
export function FirstPage() {
  const state = useSheet()
  const { search, change, settings } = useAddress()
  const [isHelping, setHelping] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)

  const read = useCallback(
    (file: File): void => {
      change({ row: undefined, view: undefined, show: undefined, q: undefined })
      store.read({ kind: 'file', file }, settings)
    },
    [change, settings]
  )
  const isDropping = useDrop(read)
  const choose = (): void => chooser.current?.click()
  const readSample = (): void => {
    if (sample) store.read({ kind: 'sample', url: sample.url, name: sample.name }, settings)
  }
  useDecidedAnew(settings)

  const strategyKeys = Object.fromEntries(
    (state.playbooks ?? []).slice(0, 9).map(({ name }, i) => [String(i + 1), () => change({ playbook: name })])
  )
  useKeys({
    ...strategyKeys,
    '?': () => setHelping(true),
    f: () => change({ view: 'facts', row: undefined }, false),
    s: () => change({ view: undefined }, false),
    n: () => (state.sheet ? store.readAgain(settings, overridesOf(state.sheet.head)) : false)
  })

  const shared = {
    state,
    playbook: settings.playbook,
    isDropping,
    onChoose: choose,
    onSample: readSample,
    onHelp: () => setHelping(true)
  }
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file may be chosen twice, after it was changed.
          event.target.value = ''
          if (file) read(file)
        }}
      />
      {search.view === 'facts' ? (
        <FactsPage {...shared} />
      ) : state.sheet ? (
        <Frame {...shared} sheet={state.sheet} />
      ) : (
        <Start {...shared} />
      )}
      {isDropping && <p className="drop-veil">{words.dropHere}</p>}
      {isHelping && <KeysDialog onClose={() => setHelping(false)} />}
    </>
  )
}

/** Another strategy in the address means another sheet of the same list; a list that is being read comes first. */
function useDecidedAnew(settings: Settings): void {
  const { sheet, work } = useSheet()
  const asked = useRef<string | null>(null)
  const { playbook } = settings
  const shown = sheet?.head.settings.playbook
  useEffect(() => {
    if (shown === undefined || work?.of === 'read') return
    if (shown === playbook) {
      if (asked.current !== null && work?.of === 'decide') store.cancel()
      asked.current = null
    } else if (asked.current !== playbook) {
      asked.current = playbook
      store.decide(settings)
    }
  }, [playbook, shown, work?.of, settings])
}
