import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { expect, test } from 'vitest'
import { launch, serve } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('the first page opens, says where one is, complains about nothing and can be used by everybody', async () => {
  await using served = await serve()
  await using browser = await launch()
  const page = await browser.context.newPage()
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('response', (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`)
  })

  await page.goto(served.address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()

  expect(await page.title()).toContain('Aftertone')
  // Evaluated from outside the page, since the page's own policy lets no foreign script in.
  await page.evaluate(axe)
  const report = (await page.evaluate('axe.run()')) as AxeResults
  expect(report.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  expect(complaints).toEqual([])
})
