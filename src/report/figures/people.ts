import { type Figure, figure } from '../figure.ts'
import { type LeadRow, type RefusalRow, type RunRow, type TaskRow } from '../row.ts'

const lead = (key: string, says: string, over: string | null, counts: (row: LeadRow) => boolean | number): Figure =>
  figure('lead', key, says, over, counts)
const task = (key: string, says: string, over: string | null, counts: (row: TaskRow) => boolean): Figure =>
  figure('task', key, says, over, counts)

const isEndedByRule = ({ endedBy }: RunRow): boolean => endedBy !== null
const isPreviewed = (row: RefusalRow): boolean => row.isPreviewed
const isRefused = (row: RefusalRow): boolean => !row.isPreviewed

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
  figure('run', 'ended_by_rule', 'times that a rule let nothing more happen in a playbook', 'runs', isEndedByRule),
  figure('refusal', 'refused', 'times that something was refused when it was about to leave', null, isRefused),
  figure('refusal', 'previewed', 'calls that the dialler may not make and a rep started', null, isPreviewed),
  task('tasks', 'tasks', null, () => true),
  task('tasks_open', 'tasks still open', 'tasks', ({ state }) => state === 'open'),
  task('tasks_done', 'tasks done', 'tasks', ({ state }) => state === 'done'),
  task('tasks_skipped', 'tasks skipped', 'tasks', ({ state }) => state === 'skipped'),
  task('tasks_expired', 'tasks that fell away undone', 'tasks', ({ state }) => state === 'expired'),
  task('tasks_overdue', 'tasks open past their time', 'tasks', ({ isOverdue }) => isOverdue)
]
