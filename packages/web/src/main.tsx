import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import './style.css';

// Its address is relative to where the page was loaded, and the page goes to other folders without being loaded anew.
for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel=icon]')) icon.href = new URL(icon.href).href;

const place = document.getElementById('page');
if (place === null) throw new Error('The page has no element #page to be put into');
createRoot(place).render(<App />);
