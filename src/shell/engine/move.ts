import { moveCourse } from '../../decide/move-course.ts'
import { type Tx } from '../store/doors.ts'
import { type Ground } from './ground.ts'
import { type Person } from './person.ts'
import { restingState } from './work-due.ts'
import { ACTIVE, CALLABLE } from './state.ts'

/**
 * People whose playbook was published anew with "move", on the new version, at the place that does the same there. It
 * happens at their next decision; whoever has a call in progress or a task in hand finishes that first.
 */
export async function movePeople(tx: Tx, people: readonly Person[], ground: Ground): Promise<readonly Person[]> {
  const moves = await movesFrom(tx, [...new Set(people.flatMap(({ playbookId }) => playbookId ?? []))])
  if (moves.size === 0) return people
  const books = await ground.books(tx, [...moves].flat())
  return people.map((person) => {
    const [from, to] = [person.playbookId, moves.get(person.playbookId ?? 0)]
    if (from === null || to === undefined || person.course === null || !CAN_MOVE.has(person.state)) return person
    const course = moveCourse(books.get(from)!.program, books.get(to)!.program, person.course)
    return { ...person, playbookId: to, course, state: restingState(person.state, course) }
  })
}

const CAN_MOVE: ReadonlySet<number> = new Set([ACTIVE, CALLABLE])

async function movesFrom(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await tx.query<{ from_id: number; to_id: number }>({
    text: 'select from_id, to_id from playbook_move where org = $1 and from_id = any($2::bigint[])',
    name: 'moves-from',
    values: [tx.org, ids]
  })
  return new Map(rows.map(({ from_id, to_id }) => [from_id, to_id]))
}
