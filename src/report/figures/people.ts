import { type Figure, figure } from '../figure.ts'
import { type LeadRow, type TaskRow } from '../row.ts'

const lead = (key: string, says: string, over: string | null, counts: (row: LeadRow) => boolean | number): Figure =>
  figure('lead', key, says, over, counts)
const task = (key: string, says: string, over: string | null, counts: (row: TaskRow) => boolean): Figure =>
  figure('task', key, says, over, counts)

/** People as they stand, their runs and what reps have still to do. */
export const peopleFigures: readonly Figure[] = [
  lead('leads', 'leads', null, () => true),
  lead('enrolled', 'leads that were in a playbook', 'leads', ({ isEnrolled }) => isEnrolled),
  lead('attempted', 'leads that were called', 'leads', ({ calls }) => calls > 0),
  lead('touched', 'leads that were touched on any channel', 'leads', ({ touches }) => touches > 0),
  lead('reached', 'leads that we talked with', 'attempted', ({ firstTalk, calls }) => firstTalk !== null && calls > 0),
  lead('with_message', 'leads that got a message', 'leads', ({ messages }) => messages > 0),
  lead('talked', 'leads with a first conversation', 'leads', ({ firstTalk }) => firstTalk !== null),
  lead(
    'converted',
    'of these, with a meeting or a sale from then on',
    'talked',
    (row) => row.firstTalk !== null && row.isConverted
  ),
  lead('booked', 'leads with a meeting', 'leads', ({ isBooked }) => isBooked),
  lead('sold', 'leads that bought', 'leads', ({ isSold }) => isSold),
  lead('stopped', 'leads with a hard stop', 'leads', ({ isStopped }) => isStopped),
  lead('parked_now', 'leads parked now', 'leads', ({ isParked }) => isParked),
  lead('orphans', 'leads in a playbook for whom nothing will ever fall due', 'leads', ({ isOrphan }) => isOrphan),
  lead('phone_tags', 'rounds of missing each other', null, ({ phoneTags }) => phoneTags),
  figure('run', 'runs', 'times through a playbook', null, () => true),
  task('tasks', 'tasks', null, () => true),
  task('tasks_open', 'tasks still open', 'tasks', ({ state }) => state === 'open'),
  task('tasks_done', 'tasks done', 'tasks', ({ state }) => state === 'done'),
  task('tasks_skipped', 'tasks skipped', 'tasks', ({ state }) => state === 'skipped'),
  task('tasks_expired', 'tasks that fell away undone', 'tasks', ({ state }) => state === 'expired'),
  task('tasks_overdue', 'tasks open past their time', 'tasks', ({ isOverdue }) => isOverdue)
]
