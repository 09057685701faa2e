import { words } from '../words/en.ts'
import { Dialog } from './Dialog.tsx'

type KeysProps = {
  readonly onClose: () => void
  readonly rows?: readonly (readonly [string, string, string])[]
}

export function KeysDialog({ onClose, rows = words.keys.rows }: KeysProps) {
  return (
    <Dialog heading={words.keys.heading} onClose={onClose}>
      <dl className="keys-list">
        {rows.map(([first, second, says]) => (
          <div key={says}>
            <dt>
              <kbd className="key">{first}</kbd>
              {second !== '' && <kbd className="key">{second}</kbd>}
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <p className="small">{words.keys.sleep}</p>
    </Dialog>
  )
}
