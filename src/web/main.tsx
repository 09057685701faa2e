import { createRoot } from 'react-dom/client'

createRoot(document.getElementById('root')!).render(
  <main>
    <h1>Aftertone</h1>
    <p>Works lists of leads by phone, and decides at every voicemail what comes next.</p>
  </main>
)
