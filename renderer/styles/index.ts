import '@mantine/core/styles.css';
import './fonts.css';
import './tokens.css';
import './base.css';
import './shell.css';
import './list.css';
import './panel.css';
import './cards.css';
