import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { parseSearch, readSearch } from './search.ts'
import { router } from './router.tsx'
import { rememberedTheme, wearTheme } from './theme.ts'
import './style/fonts.css'
import './style/tokens.css'
import './style/base.css'
import './style/parts.css'
import './style/start.css'
import './style/frame.css'
import './style/sheet.css'
import './style/panel.css'
import './style/facts.css'
import './style/print.css'

// Before anything is drawn, so that nothing is drawn twice.
wearTheme(readSearch(parseSearch(location.search)).theme ?? rememberedTheme())

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no element called root.')
createRoot(place).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>
)
