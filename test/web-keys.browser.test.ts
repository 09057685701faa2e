import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { launch } from './browser.ts'
import { dropFile, hindrances, openPage, sampleList, sheetOf, stage } from './web-page.ts'

const open = stage()

const list = readFileSync(sampleList, 'utf8')

test('the sheet is worked by keys alone: move, open, read on, close, search, choose, help', async () => {
  const { page, complaints } = await openPage(open.context(), open.address())
  await page.keyboard.press('3')
  expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('house-default')
  await page.keyboard.press('1')
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()
  const [first, second] = sheetOf(list, 'case-by-case').lines

  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary')
  await panel.getByRole('heading', { name: second!.name }).waitFor()
  await page.keyboard.press('k')
  await panel.getByRole('heading', { name: first!.name }).waitFor()
  expect(page.url()).toContain(`row=${first!.row}`)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await page.evaluate(`document.activeElement?.getAttribute('role')`)).toBe('grid')

  await page.keyboard.press('/')
  await page.keyboard.type('j?1')
  expect(await page.getByRole('searchbox').inputValue()).toBe('j?1')
  await page.getByText('No lead matches “j?1”.').waitFor()
  await page.getByRole('searchbox').fill('')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test('everything that can be pressed is reached by Tab, and shows that it is', async () => {
  const { page } = await openPage(open.context(), open.address())
  const reached = new Set<string>()
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab')
    const [name, outline] = (await page.evaluate(focused)) as [string, string]
    if (name === '') continue
    reached.add(name)
    expect(`${name} ${outline}`).toContain('solid')
  }
  expect([...reached].join(' | ')).toMatch(
    /Drop a CSV here.*invented leads.*fill in facts.*(Dark|Light).*Keys.*case-by-case/
  )
})

/** What has the focus, and how it is outlined; a radio shows it on its whole line. */
const focused = `(() => {
  const active = document.activeElement
  if (active === document.body) return ['', '']
  const shown = active.matches('input[type=radio]') ? active.closest('label') : active
  return [active.textContent || active.getAttribute('value') || '', getComputedStyle(shown).outlineStyle]
})()`

test('the theme is remembered on this machine', async () => {
  await using browser = await launch()
  const { page } = await openPage(browser.context, open.address())
  await page.getByRole('button', { name: 'Dark' }).click()
  await page.reload()

  await page.getByRole('button', { name: 'Light' }).waitFor()

  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
})

// Eight views of a page are looked at, each by every rule.
const lookSeconds = 240

test.for([
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 390, height: 844 }
])('nobody is kept out, $theme at $width px', { timeout: lookSeconds * 1000 }, async ({ theme, width, height }) => {
  const { page, complaints } = await openPage(open.context(), open.address(), { theme })
  await page.setViewportSize({ width, height })
  const found: Record<string, readonly string[]> = {}
  await page.getByRole('radio').first().waitFor()
  found['start'] = await hindrances(page)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  found['keys'] = await hindrances(page)
  await page.keyboard.press('Escape')
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()
  found['sheet'] = await hindrances(page)
  await page.locator('[data-row]').nth(2).click()
  await page.getByRole('complementary').getByText('May I').waitFor()
  found['lead'] = await hindrances(page)
  await page.keyboard.press('Escape')
  for (const view of ['For and against', 'Columns', 'Bad rows', 'Facts']) {
    await page
      .getByRole('button', { name: new RegExp(`^${view}`) })
      .first()
      .click()
    await page.getByRole('main').getByRole('heading').first().waitFor()
    if (view === 'Facts') await page.getByText('One situation, eleven answers').waitFor()
    found[view] = await hindrances(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), view).toBeLessThanOrEqual(0)
  }

  expect(Object.entries(found).flatMap(([where, broken]) => broken.map((rule) => `${where}: ${rule}`))).toEqual([])
  expect(complaints).toEqual([])
})
