import './style/house.css'
import './style/lists.css'
import './style/lead.css'
import './style/floor.css'

/** The pages about the work, in a part of their own: the first page is not kept waiting for them. */
export { HouseFrame } from './house/HouseFrame.tsx'
export { SignIn } from './house/SignIn.tsx'
export { HomePage } from './lists/HomePage.tsx'
export { ListPage } from './lists/ListPage.tsx'
export { LeadPage } from './lead/LeadPage.tsx'
export { DayPage } from './worlds/DayPage.tsx'
export { WorldPage } from './worlds/WorldPage.tsx'
export { ReportPage } from './report/ReportPage.tsx'
