import { useState } from 'react'
import { resetDemo } from '../../contract/house.ts'
import { lists } from '../../contract/lists.ts'
import { ask } from '../ask/ask.ts'
import { workChanged, useAnswer } from '../ask/use-answer.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { houseWords } from '../words/house.ts'

/** Says on every page of the demo what it is, and can begin it anew. */
export function DemoLine() {
  const [isAsking, setAsking] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  return (
    <div className="demo-line">
      <p>
        {houseWords.demo} <span role="status">{done}</span>
      </p>
      <button type="button" className="link small" onClick={() => setAsking(true)}>
        {houseWords.demoReset}
      </button>
      {isAsking && (
        <ResetDialog
          onClose={() => setAsking(false)}
          onDone={(leads) => {
            setAsking(false)
            setDone(houseWords.demoDone(leads))
          }}
        />
      )}
    </div>
  )
}

function ResetDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (leads: number) => void }) {
  const { answer } = useAnswer(lists, {})
  const [isBusy, setBusy] = useState(false)
  const leads = answer?.lists.reduce((all, list) => all + list.leads, 0) ?? 0
  const reset = async (): Promise<void> => {
    setBusy(true)
    const reply = await ask(resetDemo)
    setBusy(false)
    if (reply.kind !== 'answer') return onClose()
    onDone(reply.answer.leads)
    workChanged()
  }
  return (
    <Dialog heading={houseWords.demoReset} onClose={onClose}>
      <p className="because">{houseWords.demoAsk(leads)}</p>
      <p className="dialog-acts">
        <button type="button" className="button button-main" disabled={isBusy} onClick={() => void reset()}>
          {houseWords.demoDo(leads)}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {houseWords.cancel}
        </button>
      </p>
    </Dialog>
  )
}
