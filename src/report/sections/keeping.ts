import { PROMISE_EARLY_HOURS, PROMISE_LATE_HOURS } from '../../facts/promise.ts'
import { count, share } from '../cell.ts'
import { type Sums } from '../sums.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowOf, rowsBy, tableOf } from '../section.ts'
import { doubtWords, manyWords, sentenceOf } from '../words.ts'

/** Whether we do what we said, and whether anybody was forgotten (003-18, 000-09, orphans). */
export const keeping: SectionPlan = {
  id: 'keeping',
  needs: () => [
    {
      by: 'none',
      keys: [
        'promises_due',
        'promises_kept',
        'promises_open',
        'parked',
        'parked_now',
        'orphans',
        'leads',
        'tasks',
        'tasks_open',
        'tasks_done',
        'tasks_skipped',
        'tasks_expired',
        'tasks_overdue',
        'runs',
        'with_message'
      ]
    },
    { by: 'became', keys: ['parked'] },
    { by: 'task', keys: ['tasks', 'tasks_done', 'tasks_open', 'tasks_overdue'] },
    { by: 'ending', keys: ['runs'] }
  ],
  write: (sums, setting) => {
    const orphans = sums.value('orphans')
    const due = share(sums, 'promises_kept')
    return {
      id: 'keeping',
      asks: 'Do we do what we said?',
      title: sentenceOf(
        due.of === 0
          ? 'No announced call is due yet.'
          : `Of the calls that we announced we made ${doubtWords(due)} in time.`,
        orphans === 0
          ? 'Nobody was forgotten.'
          : `${manyWords(orphans, 'lead')} forgotten: in a playbook, and nothing will ever fall due.`
      ),
      sentence: `In time is from ${PROMISE_EARLY_HOURS} hours before to ${PROMISE_LATE_HOURS} hours after the time that was named.`,
      tables: [
        keepingTable(sums),
        parkedTable(sums, setting),
        tasksTable(sums, setting),
        endingsTable(sums, setting)
      ].filter(({ rows }) => rows.length > 0),
      chart: null
    }
  }
}

function keepingTable(sums: Sums): Table {
  return tableOf(
    'keeping',
    'Promises, parked people and tasks',
    '',
    [
      ['number', 'Number', ''],
      ['of', 'Of those', '%, with its band']
    ],
    [
      rowOf('Announced calls whose time is over', count(sums, 'promises_due')),
      rowOf('Made in time', count(sums, 'promises_kept'), share(sums, 'promises_kept')),
      rowOf('Announced calls still to come', count(sums, 'promises_open')),
      rowOf('Leads parked now', count(sums, 'parked_now'), share(sums, 'parked_now')),
      rowOf('Leads forgotten', count(sums, 'orphans'), share(sums, 'orphans')),
      rowOf('Tasks done', count(sums, 'tasks_done'), share(sums, 'tasks_done')),
      rowOf('Tasks skipped', count(sums, 'tasks_skipped'), share(sums, 'tasks_skipped')),
      rowOf('Tasks that fell away undone', count(sums, 'tasks_expired'), share(sums, 'tasks_expired')),
      rowOf('Tasks open past their time', count(sums, 'tasks_overdue'), share(sums, 'tasks_overdue'))
    ]
  )
}

function parkedTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'parked',
    'People who were parked after a call, and what happened first',
    '',
    [['calls', 'Calls', '']],
    rowsBy(sums, setting, 'became', (place) => [count(sums, 'parked', place)])
  )
}

function tasksTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'tasks',
    'Tasks by kind',
    'Task',
    [
      ['tasks', 'All', ''],
      ['done', 'Done', '%, with its band'],
      ['open', 'Open', ''],
      ['overdue', 'Past their time', '']
    ],
    rowsBy(sums, setting, 'task', (place) => [
      ...[count(sums, 'tasks', place), share(sums, 'tasks_done', place)],
      ...[count(sums, 'tasks_open', place), count(sums, 'tasks_overdue', place)]
    ])
  )
}

function endingsTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'endings',
    'How the playbook ended for people',
    'Ending',
    [['runs', 'Times', '']],
    rowsBy(sums, setting, 'ending', (place) => [count(sums, 'runs', place)])
  )
}
