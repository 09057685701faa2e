import { type Assumptions, houseAssumptions } from '../../simulate/assumptions.ts'
import { Complaint } from '../command/complaint.ts'
export function floorNamed(wanted: string): { readonly name: string; readonly assumptions: Assumptions } {
  if (wanted !== 'house') throw new Complaint(`no floor ${wanted}`)
  return { name: 'house', assumptions: houseAssumptions }
}
