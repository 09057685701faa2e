import { useSyncExternalStore } from 'react'
import { type SheetState, type SheetStore, sheetStore } from './sheet-store.ts'

/** The one worker of the page; it starts with the page, so that the shelf is ready when it is looked at. */
export const store: SheetStore = sheetStore(
  new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module', name: 'sheet' })
)

export function useSheet(): SheetState {
  return useSyncExternalStore(store.subscribe, store.state)
}
