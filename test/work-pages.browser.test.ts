import { expect, test } from 'vitest'
import { funnelSteps } from '../src/contract/lead-groups.ts'
import { listCounts } from '../src/shell/api/lists.ts'
import { hindrances } from './web-page.ts'
import { openWork, shifted, workStage } from './work-page.ts'

const stage = workStage()
const at = (path: string): string => `${stage.address()}${path}`

test('who has not signed in sees no lead, and what to do; the printed link opens once', async () => {
  const context = stage.context()
  const { page: closed } = await openWork(context, at('work'), 401)
  await closed.getByRole('heading', { name: 'Open the link that npm start printed.' }).waitFor()
  expect(await closed.content()).not.toContain('2,3')

  const link = at(`?key=${stage.entrance().key}`)
  const { page } = await openWork(context, link)
  await page.waitForURL(at('work'))
  await page.getByRole('link', { name: 'firm' }).waitFor()
  expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2)

  const { page: again } = await openWork(context, link, 401)
  await again.getByRole('heading', { name: 'This link has been used.' }).waitFor()
})

test(
  '003-07 a simulated day is started and watched, and its people say what they lived through',
  { timeout: 180_000 },
  async () => {
    const { page, complaints } = await openWork(stage.context(), at('worlds'))
    await page.getByText('Invented: nobody real is called.').waitFor()
    await page.getByLabel('Playbook').selectOption('house-default')
    await page.getByLabel('Days').fill('1')
    await page.getByLabel('Reps').fill('1')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.waitForURL(/worlds\/1$/, { timeout: 30_000 })
    await page.getByText('Rep 1').waitFor()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('heading', { name: /^1 day, [\d,]+ calls, [\d,]+ meetings?\.$/ }).waitFor({ timeout: 120_000 })

    await page.getByRole('link', { name: 'What it returned' }).click()
    await page.waitForURL(at('report?world=1'))
    const number = page.locator('.report td a[data-rows]').first()
    await number.focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: 'What this number counts' })
    await panel.getByRole('listitem').first().waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await page.evaluate(`document.activeElement?.hasAttribute('data-rows')`)).toBe(true)

    const world = await stage.office().worlds.open(1)
    const [found] = await world!.store.inOrg(stage.office().org, [
      { text: 'select lead_id as id from decision where org = $1 order by at limit 1', values: [stage.office().org] }
    ])
    await page.goto(at(`leads/${(found!.rows[0] as { id: number }).id}?world=1`))
    await page.getByText('In world 1. Nobody real is called.').waitFor()
    const decided = page.locator('.happened .why-not').first()
    await decided.getByText('Why this, and why not the others').click()
    const text = await decided.innerText()
    expect(text).toContain('house-default@1')
    expect(text).toMatch(/Ask the rep/)
    expect(complaints).toEqual([])
  }
)

test('a list is put into a playbook, and every number of it leads to its rows', async () => {
  const { page, complaints } = await openWork(stage.context(), at('work'))
  await page.getByText('Demo firm: everybody here is invented.').waitFor()
  await page.getByRole('link', { name: 'firm' }).click()
  await page
    .getByRole('heading', { name: /Nobody is called, because the .* who could be are in no playbook yet/ })
    .waitFor()
  await page.getByRole('button', { name: /^Put .* leads into a playbook$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Playbook').selectOption('case-by-case')
  await dialog.getByRole('button', { name: /^Enrol up to [\d,]+ leads$/ }).click()
  await page.getByText(/^[\d,]+ leads enrolled\.$/).waitFor({ timeout: 30_000 })

  await page.getByRole('button', { name: /^Why not the rest/ }).click()
  const [list] = await listCounts(stage.office(), null)
  const rows = page.getByRole('table').getByRole('row')
  expect(await rows.count()).toBe(funnelSteps.length + 2)
  await page
    .getByRole('row', { name: /^May be contacted at all/ })
    .getByRole('link', { name: /^−/ })
    .click()
  await page.getByText(`${list!.stopped} of ${list!.leads.toLocaleString('en')} leads match`).waitFor()
  for (const why of await page.locator('[data-row] .c-why').allInnerTexts()) expect(why).toMatch(/^Never: /)
  expect(complaints).toEqual([])
})

test('the leads of a list are worked by keys alone: find, move, open, read why, go back, leap, help', async () => {
  const { page, complaints } = await openWork(stage.context(), at('work'))
  await page.getByRole('link', { name: 'firm' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^All leads/ }).focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-row]').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('logistics j')
  await page.getByText(/No lead of this list holds “logistics j”/).waitFor()
  await page.getByRole('searchbox').fill('logistics')
  await page.locator('[data-row]').first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  const first = await page.locator('[data-row] .c-person b').first().innerText()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: first }).waitFor()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1')
  await page.keyboard.press('Escape')
  await page.getByText(/[\d,]+ of [\d,]+ leads match/).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.waitForURL(at('worlds'))
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.waitForURL(at('work'))
  expect(complaints).toEqual([])
})

const pages = async (): Promise<readonly (readonly [name: string, path: string])[]> => {
  const [list] = await listCounts(stage.office(), null)
  return [
    ['lists', 'work'],
    ['queue', `lists/${list!.id}?view=next`],
    ['funnel', `lists/${list!.id}?view=why`],
    ['leads', `lists/${list!.id}?view=leads`],
    ['lead', 'leads/6'],
    ['day', 'worlds'],
    ['world', 'worlds/1'],
    ['report', 'report?world=1'],
    ['no report', 'report']
  ]
}

// Eight pages, each looked at by every rule.
const lookSeconds = 120

test.for([
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 390, height: 844 }
] as const)(
  'nobody is kept out and nothing jumps, $theme at $width px',
  { timeout: lookSeconds * 1000 },
  async ({ theme, width, height }) => {
    const found: Record<string, readonly string[]> = {}
    const { page } = await openWork(stage.context(), at('work'), 422)
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: theme })
    for (const [name, path] of await pages()) {
      await page.goto(at(path))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
      // The report is long, and its own tests look at it by every rule.
      found[name] = await hindrances(page, name === 'report' ? ['color-contrast'] : undefined)
      expect(await shifted(page), name).toBeLessThan(0.01)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0)
    }
    expect(Object.entries(found).flatMap(([where, rules]) => rules.map((rule) => `${where}: ${rule}`))).toEqual([])
  }
)

test('without a connection the pages say since when, and go on by themselves', async () => {
  const { page } = await openWork(stage.context(), at('worlds'))
  await page.getByText('World 1').first().waitFor()
  await stage.context().setOffline(true)
  await page.getByText(/^No connection since \d\d:\d\d\./).waitFor({ timeout: 15_000 })
  await stage.context().setOffline(false)
  await page.getByText(/^No connection since/).waitFor({ state: 'detached', timeout: 15_000 })
})
