import { words } from '../words/en.ts'
import { Dialog } from './Dialog.tsx'

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog heading={words.keys.heading} onClose={onClose}>
      <dl className="keys-list">
        {words.keys.rows.map(([first, second, says]) => (
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
