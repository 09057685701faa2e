import { useEffect, useState } from 'react'
import { type WorldNow, world, worldProgress } from '../../contract/worlds.ts'
import { addressOf } from '../ask/ask.ts'
import { noteConnection } from '../ask/connection.ts'
import { useAnswer } from '../ask/use-answer.ts'

/** A world as it goes on: asked once, then heard of; the browser goes on by itself where a connection broke. */
export function useWorld(number: number) {
  const known = useAnswer(world, { params: { number } })
  const [heard, setHeard] = useState<WorldNow | null>(null)
  const isRunning = known.answer?.state === 'running' && (heard === null || heard.state === 'running')
  useEffect(() => {
    if (!isRunning) return
    const source = new EventSource(addressOf(worldProgress, { params: { number } }))
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      noteConnection(true)
      const told = worldProgress.answer.parse(JSON.parse(data))
      setHeard(told)
      if (told.state !== 'running') source.close()
    })
    source.addEventListener('error', () => noteConnection(source.readyState === EventSource.OPEN))
    return () => source.close()
  }, [isRunning, number])
  return { now: heard?.number === number ? heard : known.answer, problem: known.problem, again: known.again }
}
