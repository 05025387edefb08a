import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/theme.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/sidebar.css';
import './styles/channel.css';
import './styles/message.css';
import './styles/blocks.css';
import './styles/composer.css';
import './styles/controls.css';
import './styles/popup.css';
import './styles/dialog.css';
import './styles/thread.css';
import './styles/home.css';
import './styles/world.css';
import './styles/notices.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
