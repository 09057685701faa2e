import { type Report } from './report.ts'
export function reportHtml(report: Report): string {
  return report.title
}
