import type { FastifyInstance } from 'fastify'
import { type Endpoint } from '../../contract/endpoint.ts'
import * as house from '../../contract/house.ts'
import { lead, leads } from '../../contract/leads.ts'
import { enrol, lists, queue } from '../../contract/lists.ts'
import { report, reportRows } from '../../contract/report.ts'
import * as worlds from '../../contract/worlds.ts'
import { newestOfEach, readShelf } from '../../playbook/shelf.ts'
import { notFound, refused } from '../http/problem.ts'
import { serve, serveEvents } from '../http/serve.ts'
import { type Door } from '../http/sign-in.ts'
import { playbookNamed } from '../playbooks/playbook-named.ts'
import { shelfFiles } from '../playbooks/shelf-folder.ts'
import { type Ground } from '../engine/ground.ts'
import { groundHere } from '../law/law-here.ts'
import { listNamed } from '../store/list.ts'
import { type Store } from '../store/store.ts'
import { enrolOf } from './enrol.ts'
import { leadOf } from './lead.ts'
import { leadsOf } from './leads.ts'
import { listCounts } from './lists.ts'
import { type Office } from './office.ts'
import { queueOf } from './queue.ts'

/** Every question about the work of an office, behind its door. */
export function questions(office: Office, door: Door): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    // On the routes themselves: whatever an address looks like before it is decoded, its route has the check.
    app.addHook('onRequest', async (request) => door.check(request, request.routeOptions.url === house.signIn.path))
    serve(app, house.signIn, async ({ body }, reply) => {
      door.open(body.key, reply.request, reply)
      return { isDemo: office.isDemo }
    })
    serve(app, house.house, async () => ({ name: office.name, isDemo: office.isDemo, strategies: strategies() }))
    serve(app, house.resetDemo, async () => {
      if (office.resetDemo === null) throw refused('This is no demo: nothing of yours is thrown away from here.')
      return { leads: await office.resetDemo() }
    })
    serve(app, lists, async () => ({ lists: [...(await listCounts(office, null))] }))
    serve(app, enrol, (asked) => enrolOf(office, asked))
    serve(app, queue, (asked) => queueOf(office, asked))
    serve(app, leads, (asked) => leadsOf(office, asked))
    serve(app, lead, async ({ params, query }) => {
      const desk = query.world === undefined ? office : await inWorld(office, query.world)
      return await leadOf(desk, Number(params.id))
    })
    // The rooms of the report are many, and nobody waits for them at the start.
    serve(app, report, async (asked) => (await import('./report.ts')).reportOf(office, asked))
    serve(app, reportRows, async (asked) => (await import('./report.ts')).rowsOfReport(office, asked))
    worldQuestions(app, office)
  }
}

function worldQuestions(app: FastifyInstance, { store, org, worlds: runs }: Office): void {
  const gone = () => notFound('There is no such world; it may have been thrown away.')
  serve(app, worlds.worlds, async () => ({ worlds: [...(await runs.all())] }))
  serve(app, worlds.openWorld, async ({ body }, reply) => {
    // What is wrong with the wish is said here; what goes wrong in its process is another matter.
    await listNamed(store, org, body.list)
    playbookNamed(body.playbook)
    reply.code(201)
    return await runs.start(body)
  })
  serve(app, worlds.world, async ({ params }) => {
    const now = await runs.one(params.number)
    if (now === null) throw gone()
    return now
  })
  serveEvents(app, worlds.worldProgress, async ({ params }, after, signal) => {
    if ((await runs.one(params.number)) === null) throw gone()
    return runs.follow(params.number, after, signal)
  })
  serve(app, worlds.dropWorld, async ({ params }) => {
    if (!(await runs.drop(params.number))) throw gone()
    return { dropped: params.number }
  })
}

/** A lead as it is in a world, at the instant that its clock shows. */
async function inWorld(office: Office, number: number) {
  const now = await office.worlds.one(number)
  const world = now === null ? null : await office.worlds.open(number)
  if (now === null || world === null) throw notFound('There is no such world; it may have been thrown away.')
  const { store } = world
  const known = groundsOfWorlds.get(store) ?? groundHere(store, office.org, null)
  groundsOfWorlds.set(store, known)
  known.catch(() => groundsOfWorlds.delete(store))
  return { ...office, store, ground: () => known, clock: () => now.clock }
}

/** The law of a world is that of the day on which it was opened, and its lists have nobody. */
const groundsOfWorlds = new WeakMap<Store, Promise<Ground>>()

/** The strategies on the shelf; a file that does not compile is for `aftertone playbooks` to name. */
function strategies(): house.Strategy[] {
  return newestOfEach(readShelf(shelfFiles())).map(({ name, document }) => ({
    ...{ name, title: document.title, voice: document.voice ?? document.source, summary: document.summary }
  }))
}

export const everyEndpoint: readonly Endpoint[] = [
  ...[house.signIn, house.house, house.resetDemo, lists, enrol, queue, leads, lead, report, reportRows],
  ...[worlds.worlds, worlds.openWorld, worlds.world, worlds.worldProgress, worlds.dropWorld]
]
