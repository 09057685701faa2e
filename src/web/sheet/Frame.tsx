import { FailureNote } from '../parts/Failure.tsx'
import { ProgressLine } from '../parts/Progress.tsx'
import { Picker } from '../start/Picker.tsx'
import type { StartProps } from '../start/Start.tsx'
import { useAddress } from '../use-address.ts'
import type { Sheet } from '../work/sheet-store.ts'
import { store } from '../work/use-sheet.ts'
import { BadRows } from './BadRows.tsx'
import { Columns } from './Columns.tsx'
import { Side } from './Side.tsx'
import { SheetView } from './SheetView.tsx'

/** The page once there is a sheet: strategies and views at the side, the work in the middle. */
export function Frame(props: StartProps & { readonly sheet: Sheet }) {
  const { state, sheet, playbook } = props
  const { search, change } = useAddress()
  const cancel = (): void => {
    store.cancel()
    change({ playbook: sheet.head.settings.playbook })
  }
  return (
    <div className="frame">
      <Side {...props} />
      <main className="frame-main" id="main" tabIndex={-1}>
        {state.work && <ProgressLine work={state.work} old={sheet.head} onCancel={cancel} />}
        {state.failure && <FailureNote failure={state.failure} onChoose={props.onChoose} />}
        {viewOf(search.view ?? 'sheet')}
      </main>
    </div>
  )

  function viewOf(view: NonNullable<typeof search.view>) {
    switch (view) {
      case 'strategy':
        return (
          <div className="frame-page">
            <Picker
              playbooks={state.playbooks}
              wrong={state.wrong}
              chosen={playbook}
              onChoose={(name) => change({ playbook: name })}
              level={1}
            />
          </div>
        )
      case 'columns':
        return <Columns sheet={sheet} />
      case 'bad':
        return <BadRows sheet={sheet} />
      case 'sheet':
      case 'facts':
        return <SheetView sheet={sheet} />
    }
  }
}
